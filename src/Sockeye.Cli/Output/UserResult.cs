namespace Sockeye.Cli.Output;

/// <summary>Somebody who may log in.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Rights">By path.</param>
internal sealed record UserResult(string Name, string Rights)
{
    public string ToText() => $"{Name,-20} {Rights}";
}
