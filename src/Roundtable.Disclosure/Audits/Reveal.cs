using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>The auditor's nonce, revealed: the document of a leaf that comes before any row is opened, so that no attempt goes unseen.</summary>
/// <param name="ChallengeLeaf">The leaf of the challenge.</param>
/// <param name="Checkpoint">
/// The checkpoint that decides the sample: the first with the challenge's leaf, with the cosignatures of the challenge's witnesses.
/// </param>
/// <param name="Nonce">The nonce, 32 bytes in hexadecimal.</param>
public sealed record Reveal(long ChallengeLeaf, string Checkpoint, string Nonce)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-reveal/1";

    private static ReadOnlySpan<byte> SeedLabel => "roundtable-audit-seed/1\n"u8;

    /// <summary>The bytes of the document: canonical JSON (RFC 8785).</summary>
    public byte[] Write() => CanonicalJson.Write(
        new JsonObject { ["format"] = Current, ["challenge"] = ChallengeLeaf, ["checkpoint"] = Checkpoint, ["nonce"] = Nonce });

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form.</exception>
    public static Reveal Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            var reveal = (string?)json["format"] == Current
                ? new Reveal((long)json["challenge"]!, (string)json["checkpoint"]!, (string)json["nonce"]!)
                : throw new FormatException("it is no revealed nonce of this version");
            return reveal.Write().AsSpan().SequenceEqual(bytes) ? reveal : throw new FormatException("the revealed nonce is not in canonical form");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException("it is no revealed nonce", e);
        }
    }

    /// <summary>
    /// The seed of the sample: SHA-256 of a label, the commitment's root, SHA-256 of the checkpoint's text, the witnesses' cosignatures in the challenge's
    /// order, and the nonce. The owner does not know the nonce beforehand, the auditor not the checkpoint, and neither what the witnesses will sign.
    /// </summary>
    /// <exception cref="FormatException">
    /// When the nonce is not the one that the challenge committed to, or the checkpoint does not cover it or lacks a cosignature.
    /// </exception>
    public Digest Seed(Challenge challenge)
    {
        var nonce = new byte[Challenge.NonceLength];
        if (Convert.FromHexString(Nonce, nonce, out _, out var length) != System.Buffers.OperationStatus.Done || length != nonce.Length
            || new Digest(SHA256.HashData(nonce)) != challenge.NonceDigest)
        {
            throw new FormatException("the nonce is not the one that the challenge committed to");
        }

        var signed = SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(Checkpoint));
        if (signed.Checkpoint.Size <= ChallengeLeaf)
        {
            throw new FormatException("the checkpoint of the sample does not cover the challenge");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SeedLabel);
        hash.AppendData(challenge.Root.ToArray());
        hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(signed.Note.Text)));
        foreach (var witness in challenge.Witnesses)
        {
            hash.AppendData(signed.Note.IsSignedBy(witness)
                ? signed.Note.SignatureOf(witness).Bytes.Span
                : throw new FormatException($"the checkpoint of the sample has no cosignature of {witness.Name}"));
        }

        hash.AppendData(nonce);
        return new Digest(hash.GetHashAndReset());
    }
}
