namespace Sockeye.Tracing.Drawing;

/// <summary>The style sheets and the script of the pictures: files beside this one, inside the assembly.</summary>
internal static class Resources
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(
            typeof(Resources).Assembly.GetManifestResourceStream(typeof(Resources), name)
                ?? throw new InvalidOperationException($"{name} is not part of the assembly"));
        return reader.ReadToEnd();
    }
}
