namespace Sockeye.Fuzz;

/// <summary>What a target says must hold.</summary>
internal static class Invariant
{
    /// <summary>Ends the run when it does not.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="otherwise">What is the case then.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
