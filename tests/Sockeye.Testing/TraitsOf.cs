namespace Sockeye.Testing;

/// <summary>What a file is besides its content, as foreign programs tell it; for tests of what replaces one.</summary>
public static class TraitsOf
{
    private const string Attribute = "user.sockeye.test";

    /// <summary>Gives a file a mode, a list and an attribute that no new file has.</summary>
    public static void Mark(string path)
    {
        Command.Run("chmod", "750", path);
        Command.Run("setfacl", "-m", "u:7:r", path);
        Command.Run("setfattr", "-n", Attribute, "-v", "here", path);
    }

    /// <summary>Owner and group, by number.</summary>
    public static string Owner(string path) => Command.Run("stat", "-c", "%u:%g", path);

    /// <summary>Mode, access control list and attributes.</summary>
    public static string Rights(string path) => Command.Run("stat", "-c", "%a", path)
        + Command.Run("getfacl", "--omit-header", "--numeric", "--absolute-names", path)
        + Command.Run("getfattr", "--dump", "--absolute-names", path);
}
