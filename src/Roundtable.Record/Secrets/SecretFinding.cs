namespace Roundtable.Record.Secrets;

/// <summary>A secret that was found in a text.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Encoding">How it stands there: empty where it stands as it is, else as in <c>in base64</c>.</param>
public sealed record SecretFinding(string Name, string Encoding)
{
    /// <summary>The name, and the encoding if there is one.</summary>
    public override string ToString() => Encoding.Length == 0 ? Name : $"{Name}, {Encoding}";
}
