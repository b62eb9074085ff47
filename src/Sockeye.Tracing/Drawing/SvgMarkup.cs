using System.Globalization;
using System.Xml;

namespace Sockeye.Tracing.Drawing;

/// <summary>Elements of SVG 2.</summary>
internal static class SvgMarkup
{
    private const string Svg = "http://www.w3.org/2000/svg";

    /// <summary>How the markup is written.</summary>
    public static XmlWriterSettings Settings { get; } = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
    };

    /// <summary>Begins the picture; whoever calls writes what is in it, and ends it.</summary>
    public static void BeginPicture(XmlWriter xml, int width, int height, string role)
    {
        Begin(xml, "svg", "ladder");
        Attribute(xml, "role", role);
        Attribute(xml, "width", width);
        Attribute(xml, "height", height);
        Attribute(xml, "viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
    }

    public static void Begin(XmlWriter xml, string name, string? kind = null)
    {
        xml.WriteStartElement(name, Svg);
        if (kind is not null)
            Attribute(xml, "class", kind);
    }

    public static void Element(XmlWriter xml, string name, string content) =>
        xml.WriteElementString(name, Svg, content);

    public static void Rectangle(XmlWriter xml, string kind, int x, int y, int width, int height)
    {
        Begin(xml, "rect", kind);
        Attribute(xml, "x", x);
        Attribute(xml, "y", y);
        Attribute(xml, "width", width);
        Attribute(xml, "height", height);
        xml.WriteEndElement();
    }

    /// <summary>A line of words. What is not ASCII may come in any font, so it is told how wide it is.</summary>
    public static void Text(XmlWriter xml, PictureText text, int x, int y, string anchor = "start")
    {
        Begin(xml, "text", text.Class);
        Attribute(xml, "x", x);
        Attribute(xml, "y", y);
        if (anchor != "start")
            Attribute(xml, "text-anchor", anchor);
        if (!System.Text.Ascii.IsValid(text.Text))
        {
            Attribute(xml, "textLength", text.Width);
            Attribute(xml, "lengthAdjust", "spacingAndGlyphs");
        }

        xml.WriteString(text.Text);
        xml.WriteEndElement();
    }

    public static void Attribute(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, value);
}
