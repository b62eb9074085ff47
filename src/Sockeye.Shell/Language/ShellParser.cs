using System.Globalization;

namespace Sockeye.Shell.Language;

/// <summary>Reads a line of the shell. Knows no calls and no variables.</summary>
/// <remarks>
/// <code>
/// line       = [ [ name { "," name } "=" ] expression ] [ "#" comment ]
/// expression = name "(" [ expression { "," expression } ] ")" | name | number | string | address
/// </code>
/// </remarks>
internal sealed class ShellParser
{
    /// <summary>How many calls may stand one inside the other: 32, far more than anybody writes.</summary>
    public const int MaxDepth = 32;

    private readonly List<Token> _tokens;
    private int _next;

    private ShellParser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_next];

    /// <summary>Reads a line; null when there is nothing on it but perhaps a comment.</summary>
    /// <exception cref="ShellException">The line is wrong.</exception>
    public static Statement? Parse(string line)
    {
        try
        {
            return ParseOurs(line);
        }
        catch (ShellException mistake) when (PythonLine.Translate(line) is { } ours)
        {
            throw new ShellException($"this is Python's; here it is written {ours}", mistake.Column);
        }
    }

    /// <summary>The same, without a look at whether it could be another language.</summary>
    public static Statement? ParseOurs(string line)
    {
        var parser = new ShellParser(Lexer.Tokens(line));
        if (parser.Current.Kind == TokenKind.End)
            return null;

        string text = line.AsSpan(parser.Current.Column..parser._tokens[^1].Column).TrimEnd(Lexer.Blanks).ToString();
        List<NameExpression> targets = parser.Targets();
        Expression value = parser.Expression(depth: 0);
        Token rest = parser.Current;
        if (rest.Kind != TokenKind.End)
            throw new ShellException(Surplus(rest), rest.Column);
        return new Statement(text, targets, value);
    }

    /// <summary>Whether it can be a name: letters, digits and <c>_</c>, no digit first.</summary>
    public static bool IsName(string word) =>
        word.Length > 0 && !char.IsAsciiDigit(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Surplus(Token rest) => rest.Kind switch
    {
        TokenKind.Close => "this ')' closes nothing",
        TokenKind.Open => "a name must stand before '(', as in listen(s)",
        TokenKind.Equals => "only names can be assigned to, as in s = socket(INET, STREAM)",
        _ => "the line should end here; write one call per line",
    };

    // The part before '=', if there is one.
    private List<NameExpression> Targets()
    {
        var targets = new List<NameExpression>();
        int end = _tokens.FindIndex(token => token.Kind == TokenKind.Equals);
        int call = _tokens.FindIndex(token => token.Kind == TokenKind.Open);
        if (end < 0 || (call >= 0 && call < end))
            return targets;

        do
        {
            Token token = Take();
            if (token.Kind != TokenKind.Word || !IsName(token.Text))
                throw new ShellException(
                    "before '=' stand names of letters and digits, as in c, peer = accept(s)", token.Column);
            targets.Add(new NameExpression(token.Text, token.Column));
        }
        while (Take() is var separator && IsComma(separator));
        return targets;
    }

    private static bool IsComma(Token separator) => separator.Kind switch
    {
        TokenKind.Comma => true,
        TokenKind.Equals => false,
        _ => throw new ShellException(
            "between names before '=' stand commas, as in c, peer = accept(s)", separator.Column),
    };

    private Expression Expression(int depth)
    {
        Token token = Take();
        return token.Kind switch
        {
            TokenKind.Text => new TextExpression(TextLiteral.Parse(token.Text, token.Column), token.Column),
            TokenKind.Word when Current.Kind == TokenKind.Open => Call(token, depth),
            TokenKind.Word => Word(token),
            TokenKind.End => throw new ShellException("here a call, a value or a name is missing", token.Column),
            _ => throw new ShellException(
                $"'{token.Text}' cannot stand here; a call, a value or a name can", token.Column),
        };
    }

    private static Expression Word(Token word)
    {
        if (IsName(word.Text))
            return new NameExpression(word.Text, word.Column);
        return TryNumber(word.Text, out long number)
            ? new NumberExpression(number, word.Column)
            : new AddressExpression(word.Text, word.Column);
    }

    private static bool TryNumber(string text, out long number) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private CallExpression Call(Token name, int depth)
    {
        if (!IsName(name.Text))
            throw new ShellException($"'{name.Text}' cannot be called; help() lists what can", name.Column);
        if (depth == MaxDepth)
            throw new ShellException($"more than {MaxDepth} calls stand one inside the other", name.Column);

        var arguments = new List<Expression>();
        Token open = Take();
        if (Current.Kind == TokenKind.Close)
        {
            Take();
            return new CallExpression(name.Text, arguments, name.Column);
        }

        while (true)
        {
            arguments.Add(Expression(depth + 1));
            Token separator = Take();
            if (separator.Kind == TokenKind.Close)
                return new CallExpression(name.Text, arguments, name.Column);
            if (separator.Kind == TokenKind.End)
                throw new ShellException("this '(' is not closed; the call ends with ')'", open.Column);
            if (separator.Kind != TokenKind.Comma)
                throw new ShellException("between arguments stands ',', and ')' behind the last", separator.Column);
        }
    }

    private Token Take() => Current.Kind == TokenKind.End ? Current : _tokens[_next++];
}
