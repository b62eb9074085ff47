namespace Sockeye.Lab;

/// <summary>The evidence does not hold: says what was expected and what was found.</summary>
internal sealed class LabFailure(string message) : Exception(message)
{
    /// <summary>Fails unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string otherwise)
    {
        if (!holds)
            throw new LabFailure(otherwise);
    }
}
