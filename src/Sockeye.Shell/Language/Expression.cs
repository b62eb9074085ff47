namespace Sockeye.Shell.Language;

/// <summary>A part of a line that has a value.</summary>
/// <param name="Column">Where it begins in the line, from 0.</param>
internal abstract record Expression(int Column)
{
    /// <summary>This one and all inside it.</summary>
    public virtual IEnumerable<Expression> All => [this];
}

/// <summary>A call: <c>bind(s, 127.0.0.1:0)</c>.</summary>
/// <param name="Name">Of the call.</param>
/// <param name="Arguments">In their order.</param>
/// <param name="Column">Where it begins.</param>
internal sealed record CallExpression(string Name, IReadOnlyList<Expression> Arguments, int Column) : Expression(Column)
{
    public override IEnumerable<Expression> All => Arguments.SelectMany(argument => argument.All).Prepend(this);
}

/// <summary>A name: of a variable, or a word such as INET.</summary>
internal sealed record NameExpression(string Name, int Column) : Expression(Column);

/// <summary>A number: <c>5</c>, <c>-1</c>, <c>0x10</c>.</summary>
internal sealed record NumberExpression(long Number, int Column) : Expression(Column);

/// <summary>A string literal.</summary>
internal sealed record TextExpression(byte[] Bytes, int Column) : Expression(Column);

/// <summary>Any other word: an address, as it was written.</summary>
internal sealed record AddressExpression(string Text, int Column) : Expression(Column);
