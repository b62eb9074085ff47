using System.Globalization;

namespace Sockeye.Shell.Sessions;

/// <summary>How a call failed: what the system said, and why that usually happens.</summary>
/// <param name="Call">The call by its name.</param>
/// <param name="Number">errno.</param>
/// <param name="Name">ECONNREFUSED.</param>
/// <param name="Message">One line: what it means, and the usual cause.</param>
internal sealed record CallFailure(string Call, int Number, string Name, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Name}: {Message}");
}
