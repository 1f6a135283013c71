using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Attestations;

/// <summary>
/// A statement signed in a DSSE envelope (version 1), in a Sigstore bundle (version 0.3) with the hint of a public key. Nothing of it is verified yet.
/// docs/formats/file-attestation.md.
/// </summary>
/// <param name="Payload">The statement's bytes.</param>
/// <param name="KeyId">Which key is said to have signed: its name, a plus sign and its ID in hexadecimal.</param>
/// <param name="Signature">The Ed25519 signature over <see cref="PreAuthentication"/>.</param>
/// <remarks>
/// The log's key signs notes and these envelopes. Neither is ever the other: a note of a log begins with the log's name, which has no blank, and an envelope
/// with <c>DSSEv1 </c>.
/// </remarks>
public sealed record AttestationBundle(byte[] Payload, string KeyId, byte[] Signature)
{
    /// <summary>The media type of the bundle.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>The media type of the payload.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>What the name of the file with the leaf's proof (C2SP tlog-proof) has after the bundle's.</summary>
    public const string ProofEnd = ".tlog-proof";

    /// <summary>Signs a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="key">An Ed25519 key.</param>
    /// <exception cref="IOException">When the key is held elsewhere and cannot be used there.</exception>
    public static AttestationBundle Sign(FileStatement statement, SigningKey key)
    {
        var payload = statement.Write();
        var signature = key.Sign(Encoding.UTF8.GetString(PreAuthentication(payload))); // canonical JSON is UTF-8, so that these are its bytes
        return new AttestationBundle(payload, IdOf(key.Verifier), signature.Bytes.ToArray());
    }

    /// <summary>What is signed: DSSE's pre-authentication encoding (PAE) of payload type and payload.</summary>
    public static byte[] PreAuthentication(ReadOnlySpan<byte> payload) =>
    [
        .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} ")),
        .. payload,
    ];

    /// <summary>The key that signed it; null where none of these did.</summary>
    public VerifierKey? SignedBy(IEnumerable<VerifierKey> keys)
    {
        var message = PreAuthentication(Payload);
        return keys.FirstOrDefault(k => k.Type == SignatureType.Ed25519 && IdOf(k) == KeyId && Ed25519.Verify(k.PublicKey.Span, message, Signature));
    }

    /// <summary>The bytes of the file: canonical JSON (RFC 8785) and a line feed.</summary>
    public byte[] Write() =>
    [
        .. CanonicalJson.Write(new JsonObject
        {
            ["mediaType"] = MediaType,
            ["verificationMaterial"] = new JsonObject { ["publicKey"] = new JsonObject { ["hint"] = KeyId } },
            ["dsseEnvelope"] = new JsonObject
            {
                ["payload"] = Convert.ToBase64String(Payload),
                ["payloadType"] = PayloadType,
                ["signatures"] = new JsonArray(new JsonObject { ["keyid"] = KeyId, ["sig"] = Convert.ToBase64String(Signature) }),
            },
        }),
        (byte)'\n',
    ];

    /// <summary>Reads a file, without verifying it.</summary>
    /// <exception cref="FormatException">When it is not one that this program wrote, in canonical form.</exception>
    public static AttestationBundle Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["mediaType"] != MediaType || (string?)json["dsseEnvelope"]?["payloadType"] != PayloadType)
            {
                throw new FormatException("it is no Sigstore bundle of version 0.3 with an in-toto statement");
            }

            var envelope = json["dsseEnvelope"]!;
            var signature = envelope["signatures"]!.AsArray().Single()!;
            var bundle = new AttestationBundle(
                Convert.FromBase64String((string)envelope["payload"]!), (string)signature["keyid"]!, Convert.FromBase64String((string)signature["sig"]!));
            return bundle.Write().AsSpan().SequenceEqual(bytes)
                ? bundle
                : throw new FormatException("it is not in the canonical form that this program writes: it was changed, or made by another");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"it is no attestation: {e.Message}", e);
        }
    }

    private static string IdOf(VerifierKey key) => $"{key.Name}+{key.IdText}";
}
