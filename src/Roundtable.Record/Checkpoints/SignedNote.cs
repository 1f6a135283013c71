using System.Buffers.Binary;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A text followed by signature lines (C2SP signed-note). The text is untrusted until <see cref="IsSignedBy"/> has confirmed a signature.</summary>
public sealed class SignedNote
{
    /// <summary>Maximum size of a note in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxSignatures = 64;
    private const string LineStart = NoteSignature.LineStart;

    private readonly List<NoteSignature> _signatures;

    private SignedNote(string text, List<NoteSignature> signatures)
    {
        Text = text;
        _signatures = signatures;
    }

    /// <summary>The text, including its final line feed.</summary>
    public string Text { get; }

    /// <summary>All signatures, verified or not, in order.</summary>
    public IReadOnlyList<NoteSignature> Signatures => _signatures;

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a line feed and contains no other control characters.</param>
    /// <param name="keys">The signing keys.</param>
    /// <exception cref="ArgumentException">When the text is not valid in a note.</exception>
    public static SignedNote Sign(string text, params ReadOnlySpan<SigningKey> keys)
    {
        if (!IsText(text))
        {
            throw new ArgumentException("A note's text must end with a line feed and contain no other control characters.", nameof(text));
        }

        List<NoteSignature> signatures = [];
        foreach (var key in keys)
        {
            signatures.Add(key.Sign(text));
        }

        return new SignedNote(text, signatures);
    }

    /// <summary>Parses a note strictly, without verifying signatures.</summary>
    /// <exception cref="FormatException">When the bytes are not a note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        string note;
        try
        {
            note = bytes.Length <= MaxBytes
                ? new UTF8Encoding(false, true).GetString(bytes)
                : throw new FormatException($"The note is longer than {MaxBytes} bytes.");
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The note is not UTF-8.", e);
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || !IsText(note[..(split + 1)]))
        {
            throw new FormatException("A note must consist of a text, an empty line and signature lines.");
        }

        var lines = note[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures)
        {
            throw new FormatException($"A note must have 1 to {MaxSignatures} signatures; this one has {lines.Length}.");
        }

        return new SignedNote(note[..(split + 1)], [.. lines.Select(ReadLine)]);
    }

    /// <summary>The note's bytes.</summary>
    public byte[] ToBytes()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in _signatures)
        {
            note.Append(signature);
        }

        return Encoding.UTF8.GetBytes(note.ToString());
    }

    /// <summary>The same text with additional signatures.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more) => new(Text, [.. _signatures, .. more]);

    /// <summary>The same text with these signatures alone: what strangers put beside them is not taken on.</summary>
    public SignedNote WithOnly(IReadOnlyList<NoteSignature> signatures) => new(Text, [.. signatures]);

    /// <summary>The first signature with a key's name and ID.</summary>
    /// <exception cref="InvalidOperationException">When there is none.</exception>
    public NoteSignature SignatureOf(VerifierKey key) => _signatures.First(s => s.KeyName == key.Name && s.KeyId == key.Id);

    /// <summary>
    /// Whether the key signed the text. A signature with the key's name and ID that does not verify invalidates the note for this key, even if
    /// another one verifies.
    /// </summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var own = _signatures.Where(s => s.KeyName == key.Name && s.KeyId == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(s => key.Verifies(Text, s.Bytes.Span));
    }

    private static bool IsText(string text) => text.EndsWith('\n') && !text.Any(c => c is < ' ' and not '\n');

    /// <summary>Parses signature lines without a text, as in a witness's response.</summary>
    /// <exception cref="FormatException">When the text is anything else.</exception>
    public static IReadOnlyList<NoteSignature> ParseSignatures(string lines) =>
        lines.EndsWith('\n') && lines[..^1].Split('\n') is { Length: <= MaxSignatures } all
            ? [.. all.Select(ReadLine)]
            : throw new FormatException($"Expected at most {MaxSignatures} signature lines, each ending with a line feed.");

    private static NoteSignature ReadLine(string line)
    {
        if (!line.StartsWith(LineStart, StringComparison.Ordinal)
            || line[LineStart.Length..].Split(' ') is not [var name, var encoded]
            || !VerifierKey.IsName(name))
        {
            throw new FormatException("A signature line must be an em dash, a key name and base64, separated by single spaces.");
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && length > 4 && Convert.ToBase64String(bytes, 0, length) == encoded
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4, length - 4))
            : throw new FormatException($"The signature by {name} is not the base64 encoding of a key ID and a signature.");
    }
}
