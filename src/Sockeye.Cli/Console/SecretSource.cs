using System.Text;
using Sockeye.Cli.Ending;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Console;

/// <summary>Where a password comes from: a file, standard input, the environment, or a person.</summary>
internal static class SecretSource
{
    /// <summary>The variable of the environment.</summary>
    public const string Variable = "SOCKEYE_PASSWORD";

    /// <summary>Reads a password.</summary>
    /// <param name="console">Its standard input, and whether a person is there.</param>
    /// <param name="file">
    /// The file, its first line; <c>-</c> is standard input; null for the environment, or a person.
    /// </param>
    /// <param name="prompt">What a person is asked.</param>
    /// <exception cref="UsageException">There is none, and nobody to ask.</exception>
    public static string Read(CommandConsole console, string? file, string prompt)
    {
        if (file == "-")
            return FirstLine(new StreamReader(console.Input, leaveOpen: true));
        if (file is not null)
            return FirstLine(new StringReader(LocalFile.ReadGiven(file)));
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } secret)
            return secret;
        if (!console.InputIsTerminal)
            throw new UsageException(
                $"a password is needed: --password-file FILE, - for standard input, or {Variable}");

        return Ask(console, prompt);
    }

    private static string FirstLine(TextReader reader)
    {
        using (reader)
            return reader.ReadLine()
                ?? throw new UsageException("there is no password where it should be: the input is empty");
    }

    // Nothing is shown, not even how long it is.
    private static string Ask(CommandConsole console, string prompt)
    {
        console.Error.Write(prompt);
        console.Error.Flush();
        var typed = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        console.Error.WriteLine();
        return typed.ToString();
    }
}
