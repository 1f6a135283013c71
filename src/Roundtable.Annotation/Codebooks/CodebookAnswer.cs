namespace Roundtable.Annotation.Codebooks;

/// <summary>
/// An answer by a codebook, in the one form it has: the name of a class, a whole score, a JSON value in canonical form (RFC 8785), or "cannot tell".
/// <see cref="CodebookForm.Read"/> makes it from what somebody wrote.
/// </summary>
/// <param name="Value">The answer; null for "cannot tell".</param>
public readonly record struct CodebookAnswer(string? Value)
{
    /// <summary>How "cannot tell" is written. No class has this name.</summary>
    public const string CannotTellText = "cannot tell";

    /// <summary>The answer "cannot tell".</summary>
    public static CodebookAnswer CannotTell => default;

    /// <summary>Whether it is the answer "cannot tell".</summary>
    public bool IsCannotTell => Value is null;

    /// <summary>The answer as it is written in files.</summary>
    public override string ToString() => Value ?? CannotTellText;
}
