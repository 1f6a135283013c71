using Roundtable.Disclosure.Attestations;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Disclosure.Standards;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>Sigstore's own libraries for JavaScript, from npm, and OpenSSL: what others have to verify attestations with.</summary>
internal static class SigstoreTools
{
    private static readonly string[] _packages = ["@sigstore/bundle@5.0.1", "@sigstore/verify@4.1.3"];

    private const string Script = """
        import { readFileSync } from 'node:fs';
        import { createPublicKey } from 'node:crypto';
        import { assertBundleLatest, bundleFromJSON } from '@sigstore/bundle';
        import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
        const [path, keyPath, id] = process.argv.slice(2);
        const bundle = bundleFromJSON(JSON.parse(readFileSync(path, 'utf8')));
        assertBundleLatest(bundle);
        const publicKey = createPublicKey(readFileSync(keyPath));
        const find = hint => { if (hint !== id) throw new Error('another key: ' + hint); return { publicKey, validFor: () => true }; };
        const none = { mediaType: '', tlogs: [], ctlogs: [], certificateAuthorities: [], timestampAuthorities: [] };
        const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
        new Verifier(toTrustMaterial(none, find), thresholds).verify(toSignedEntity(bundle));
        const statement = JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8'));
        console.log(statement._type, statement.subject.length);
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Verifies a bundle with Sigstore's libraries: their type of the statement and the number of its subjects.</summary>
    public static async Task<(int Code, string Output)> VerifyAsync(string bundle, VerifierKey key)
    {
        // Its place is kept between runs.
        var place = Path.Combine(Path.GetTempPath(), "roundtable-sigstore-tools-1");
        if (!Directory.Exists(Path.Combine(place, "node_modules", "@sigstore", "verify")))
        {
            Directory.CreateDirectory(place);
            var (code, output) = await NodeValidators.StartAsync(
                place, "npm", ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--omit=optional", .. _packages]);
            Assert.True(code == 0, output);
        }

        await File.WriteAllTextAsync(Path.Combine(place, "check.mjs"), Script, Cancellation);
        return await NodeValidators.StartAsync(place, "node", ["check.mjs", bundle, await WriteKeyAsync(bundle, key), $"{key.Name}+{key.IdText}"]);
    }

    /// <summary>Verifies the signature of a bundle with OpenSSL, over a message that the caller put together.</summary>
    public static async Task<(int Code, string Output)> VerifyAsync(string path, AttestationBundle bundle, byte[] message, VerifierKey key)
    {
        var (text, signature) = (path + ".message", path + ".sig");
        await File.WriteAllBytesAsync(text, message, Cancellation);
        await File.WriteAllBytesAsync(signature, bundle.Signature, Cancellation);
        var pem = await WriteKeyAsync(path, key);
        return await NodeValidators.StartAsync(
            Path.GetTempPath(), "openssl", ["pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", text, "-sigfile", signature]);
    }

    /// <summary>The key as a SubjectPublicKeyInfo (RFC 8410) in PEM.</summary>
    private static async Task<string> WriteKeyAsync(string beside, VerifierKey key)
    {
        var path = beside + ".pem";
        var info = Convert.ToBase64String([.. Convert.FromHexString("302a300506032b6570032100"), .. key.PublicKey.Span]);
        await File.WriteAllTextAsync(path, $"-----BEGIN PUBLIC KEY-----\n{info}\n-----END PUBLIC KEY-----\n", Cancellation);
        return path;
    }
}
