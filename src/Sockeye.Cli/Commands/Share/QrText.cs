using System.Text;
using QRCoder;

namespace Sockeye.Cli.Commands.Share;

/// <summary>A QR code (ISO/IEC 18004) of half blocks: two modules in a character.</summary>
internal static class QrText
{
    private const int QuietModules = 2; // the norm wants 4; scanners read it on a terminal's own margin

    /// <summary>The light modules are drawn: on a dark terminal, the usual one, that is the right way round.</summary>
    /// <param name="text">What it says.</param>
    public static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        List<System.Collections.BitArray> rows = code.ModuleMatrix; // with the norm's margin of 4
        int first = 4 - QuietModules;
        int end = rows.Count - first;
        var picture = new StringBuilder();
        for (int row = first; row < end; row += 2)
        {
            for (int column = first; column < end; column++)
                picture.Append(BlockOf(!rows[row][column], row + 1 >= end || !rows[row + 1][column]));
            picture.Append('\n');
        }

        return picture.ToString();
    }

    private static char BlockOf(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };
}
