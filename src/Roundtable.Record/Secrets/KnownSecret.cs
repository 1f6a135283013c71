namespace Roundtable.Record.Secrets;

/// <summary>A secret that must not be recorded.</summary>
/// <param name="Name">What it is, for people, as in <c>the key in OPENAI_API_KEY</c>; never the secret itself.</param>
/// <param name="Bytes">The secret as it is sent or stored.</param>
public sealed record KnownSecret(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Minimum length in bytes of a secret that is searched for: shorter ones, such as <c>ollama</c>, occur in texts that hold no secret.</summary>
    public const int MinLength = 16;

    /// <summary>Minimum number of different bytes in a secret that is searched for, for the same reason.</summary>
    public const int MinDistinct = 8;

    /// <summary>Whether it is searched for.</summary>
    public bool IsSearchable => Bytes.Length >= MinLength && Bytes.ToArray().Distinct().Count() >= MinDistinct;

    /// <summary>The name: a secret must not appear in output.</summary>
    public override string ToString() => Name;
}
