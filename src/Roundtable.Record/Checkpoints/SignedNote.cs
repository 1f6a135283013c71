using System.Buffers.Binary;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A text with signature lines under it (C2SP signed-note). Trust the text only as far as <see cref="IsSignedBy"/> says.</summary>
public sealed class SignedNote
{
    /// <summary>The most bytes that are read.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxSignatures = 64;
    private const string LineStart = NoteSignature.LineStart;

    private readonly List<NoteSignature> _signatures;

    private SignedNote(string text, List<NoteSignature> signatures)
    {
        Text = text;
        _signatures = signatures;
    }

    /// <summary>The text, with its closing line feed.</summary>
    public string Text { get; }

    /// <summary>The signatures, verified or not, in their order.</summary>
    public IReadOnlyList<NoteSignature> Signatures => _signatures;

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends in a line feed and holds no other control character.</param>
    /// <param name="keys">Who signs.</param>
    /// <exception cref="ArgumentException">When the text cannot be a note's.</exception>
    public static SignedNote Sign(string text, params ReadOnlySpan<SigningKey> keys)
    {
        if (!IsText(text))
        {
            throw new ArgumentException("A note's text ends in a line feed and holds no other control character.", nameof(text));
        }

        List<NoteSignature> signatures = [];
        foreach (var key in keys)
        {
            signatures.Add(key.Sign(text));
        }

        return new SignedNote(text, signatures);
    }

    /// <summary>Reads a note, strictly. Nothing is verified.</summary>
    /// <exception cref="FormatException">When the bytes are no note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        string note;
        try
        {
            note = bytes.Length <= MaxBytes ? new UTF8Encoding(false, true).GetString(bytes) : throw new FormatException("The note is too long.");
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The note is not UTF-8.", e);
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || !IsText(note[..(split + 1)]))
        {
            throw new FormatException("A note is a text, an empty line and signature lines.");
        }

        var lines = note[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures)
        {
            throw new FormatException($"A note has 1 to {MaxSignatures} signatures; this one has {lines.Length}.");
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

    /// <summary>The same text with further signatures under it.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more) => new(Text, [.. _signatures, .. more]);

    /// <summary>
    /// Whether the key signed the text. A signature in its name and id that does not verify counts against the note, whatever
    /// stands beside it.
    /// </summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var own = _signatures.Where(s => s.KeyName == key.Name && s.KeyId == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(s => key.Verifies(Text, s.Bytes.Span));
    }

    private static bool IsText(string text) => text.EndsWith('\n') && !text.Any(c => c is < ' ' and not '\n');

    /// <summary>Reads signature lines alone, as a witness answers with.</summary>
    /// <exception cref="FormatException">When the text is anything else.</exception>
    public static IReadOnlyList<NoteSignature> ParseSignatures(string lines) =>
        lines.EndsWith('\n') && lines[..^1].Split('\n') is { Length: <= MaxSignatures } all ? [.. all.Select(ReadLine)] : throw new FormatException("Signature lines end in line feeds.");

    private static NoteSignature ReadLine(string line)
    {
        if (!line.StartsWith(LineStart, StringComparison.Ordinal) || line[LineStart.Length..].Split(' ') is not [var name, var encoded] || !VerifierKey.IsName(name))
        {
            throw new FormatException("A signature line is an em dash, a key's name and base64, with single spaces.");
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && length > 4 && Convert.ToBase64String(bytes, 0, length) == encoded
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4, length - 4))
            : throw new FormatException($"The signature of {name} is not base64 of a key's id and a signature.");
    }
}
