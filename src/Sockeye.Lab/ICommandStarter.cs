namespace Sockeye.Lab;

/// <summary>Runs commands as a user would: an exercise may show what one says of a failure.</summary>
internal interface ICommandStarter
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">Its words, without the program's name.</param>
    /// <returns>Its exit code, and what it said on standard error.</returns>
    Task<(int Code, string Error)> RunAsync(params string[] arguments);
}
