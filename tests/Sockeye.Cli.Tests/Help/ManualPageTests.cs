using Sockeye.Cli.Ending;
using Sockeye.Cli.Help;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Help;

public sealed class ManualPageTests
{
    [Fact]
    public void Page_has_its_parts_and_escapes_what_roff_takes_for_its_own()
    {
        var page = new HelpPage(
            "sockeye user add", "Add -somebody.", ".details", "FILE [OPTIONS]",
            [new HelpSection("Options", [new HelpRow("-r, --rights R", "Back\\slash\n'quote")])], ["sockeye user add -x"]);

        Assert.Equal("sockeye-user-add", ManualPage.NameOf(page));
        Assert.Equal(
            ".TH SOCKEYE-USER-ADD 1\n.SH NAME\nsockeye\\-user\\-add \\- Add \\-somebody\n.SH SYNOPSIS\n.B sockeye user add\nFILE [OPTIONS]\n"
            + ".SH DESCRIPTION\n\\&.details\n.SH OPTIONS\n.TP\n.B \\-r, \\-\\-rights R\nBack\\eslash\n.br\n\\&'quote\n"
            + ".SH EXAMPLES\n.nf\nsockeye user add \\-x\n.fi\n.SH SEE ALSO\n.BR sockeye (1)\n",
            ManualPage.Of(page));
    }

    [Fact]
    public async Task Every_command_has_one()
    {
        using var directory = new TemporaryDirectory();
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Done, await host.RunAsync("manual", directory.At("man1")));

        string[] names = [.. Directory.GetFiles(directory.At("man1")).Select(Path.GetFileName)!];
        Assert.Contains("sockeye.1", names);
        Assert.Contains("sockeye-user-add.1", names);
        Assert.DoesNotContain("sockeye-complete.1", names);
        Assert.Contains("\\-\\-no\\-verify", File.ReadAllText(directory.At("man1/sockeye-get.1")), StringComparison.Ordinal);
    }
}
