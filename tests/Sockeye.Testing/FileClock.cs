namespace Sockeye.Testing;

/// <summary>The clock that stamps files: on many file systems it moves in steps of up to 10 ms.</summary>
public static class FileClock
{
    /// <summary>
    /// Writes files until one gets another time than the first: what is written from now on looks later.
    /// </summary>
    public static void PassStep(TemporaryDirectory directory)
    {
        DateTime first = Stamp(directory);
        while (Stamp(directory) == first)
        {
            // a step of the clock is short
        }
    }

    private static DateTime Stamp(TemporaryDirectory directory)
    {
        string path = directory.AddFile("stamp", "x"u8);
        DateTime stamp = File.GetLastWriteTimeUtc(path);
        File.Delete(path);
        return stamp;
    }
}
