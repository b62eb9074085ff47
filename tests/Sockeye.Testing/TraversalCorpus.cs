namespace Sockeye.Testing;

/// <summary>Names that try to leave a root, or to reach what is not a regular file. No service may serve any.</summary>
public static class TraversalCorpus
{
    /// <summary>What is written in <see cref="SecretFile"/>, outside of the root: it must never be seen.</summary>
    public const string Secret = "the secret outside of the root";

    /// <summary>The file beside the root that the names try to reach.</summary>
    public const string SecretFile = "secret.txt";

    /// <summary>Names that break the rules of names, whatever is on the disk.</summary>
    public static IReadOnlyList<string> BadNames =>
    [
        "", ".", "..", "/", "//", "./", "../", "../secret.txt", "../../../../etc/passwd", "/etc/passwd", "//etc/passwd",
        "sub/../../secret.txt", "sub/..", "sub/.", "./notes.txt", "sub/./notes.txt", "sub//notes.txt", "sub/", "/notes.txt",
        "..\\secret.txt", "sub\\..\\..\\secret.txt", "C:\\secret.txt", "\\\\server\\share", "\\secret.txt",
        "notes.txt\0", "notes.txt\0.png", "\0", "../secret.txt\0.txt", "notes\n.txt", "notes\r.txt", "\u001b[2J", "\u007f", "\u0085",
        "\ud800", "notes\udc00.txt", "sub/\ud800/notes.txt",
        new string('x', 256), new string('é', 128), string.Concat(Enumerable.Repeat("abcdefg/", 600)) + "x",
        ".../../..", "..../../../secret.txt", "/proc/self/environ", "/dev/zero", "file:///etc/passwd", "sub/../secret.txt",
    ];

    /// <summary>
    /// Names that are valid, and stand for nothing: nobody decodes or normalises them into something else.
    /// </summary>
    public static IReadOnlyList<string> HarmlessNames =>
    [
        "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt", "..%2fsecret.txt", "%2fetc%2fpasswd", "%252e%252e%252fsecret.txt",
        "..%c0%afsecret.txt", "...", "....", ".. /secret.txt", " ../secret.txt", "．．/secret.txt", "‥/secret.txt", "..／secret.txt",
        "~/secret.txt", "~root", "$HOME", "C:secret.txt", "notes.txt:stream", "NOTES.TXT", "CON", "nul",
        "sub/...", "etc/passwd", "%00", "-", "--help", "|id", "`id`", "*", "?",
    ];

    /// <summary>Names of what <see cref="Plant"/> puts into the root, and that are no regular files of it.</summary>
    public static IReadOnlyList<string> PlantedNames =>
    [
        "link-file", "link-inside", "link-absolute", "link-proc", "link-dir/secret.txt", "link-dir", "link-parent/secret.txt",
        "link-self", "link-loop", "link-dangling", "sub/link-up/secret.txt", "sub/link-up/root/notes.txt", "fifo", "sub",
        "link-root/etc/passwd", "link-inside-dir/inner.txt",
    ];

    /// <summary>Builds <c>root/</c> and the secret beside it, and plants links, a FIFO and directories.</summary>
    /// <returns>The path of the root.</returns>
    public static string Plant(TemporaryDirectory directory)
    {
        string root = directory.AddDirectory("root");
        directory.AddFile(SecretFile, System.Text.Encoding.UTF8.GetBytes(Secret));
        directory.AddFile("root/notes.txt", "notes"u8);
        directory.AddDirectory("root/sub");
        directory.AddFile("root/sub/inner.txt", "inner"u8);

        Link("link-file", "../secret.txt");
        Link("link-inside", "notes.txt");
        Link("link-inside-dir", "sub");
        Link("link-absolute", directory.At(SecretFile));
        Link("link-proc", "/proc/self/environ");
        Link("link-dir", "..");
        Link("link-parent", "../../" + Path.GetFileName(directory.Path));
        Link("link-self", ".");
        Link("link-loop", "link-loop");
        Link("link-dangling", "nowhere");
        Link("link-root", "/");
        Link("sub/link-up", "../..");
        Fifo(Path.Combine(root, "fifo"));
        return root;

        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(root, name), target);
    }

    /// <summary>Creates a FIFO: opening it for reading would wait for a writer that never comes.</summary>
    public static void Fifo(string path) => Command.Run("mkfifo", path);
}
