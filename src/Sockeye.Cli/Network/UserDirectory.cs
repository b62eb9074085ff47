namespace Sockeye.Cli.Network;

/// <summary>
/// Where we keep what belongs to our user: <c>$XDG_CONFIG_HOME/sockeye</c>, by default <c>~/.config/sockeye</c>.
/// </summary>
/// <remarks>XDG Base Directory Specification.</remarks>
internal static class UserDirectory
{
    public static string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "sockeye");

    /// <summary>The certificates that our user has accepted.</summary>
    public static string KnownHosts => System.IO.Path.Combine(Path, "known_hosts");
}
