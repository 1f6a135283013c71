using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Disclosure.Attestations;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Tests.Disclosure.Audits;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>Files are attested for a model or a dataset; we, a second verifier and tools of others find whether they are the attested ones.</summary>
public sealed class AttestationServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Missing_changed_and_extra_files_are_named_by_both_verifiers()
    {
        var made = await AttestAsync();
        Assert.Equal(["config.json", "weights/a.safetensors", "weights/b ü.safetensors"], made.Statement.Files.Select(f => f.Name));
        await ExpectAsync(made, [], [], []);

        File.WriteAllText(In("model/weights/a.safetensors"), "other weights");
        File.Delete(In("model/config.json"));
        File.WriteAllText(In("model/.hidden"), "");
        File.WriteAllText(In("model/weights/pickle.bin"), "");
        File.CreateSymbolicLink(In("model/link"), Path.GetTempPath());
        await ExpectAsync(made, ["config.json"], ["weights/a.safetensors"], [".hidden", "link", "weights/pickle.bin"]);
    }

    [Fact]
    public async Task Of_files_that_were_named_alone_the_neighbours_are_not_spoken_of()
    {
        await FilesAsync();
        var service = new AttestationService(_workspace.Context);
        var made = await service.AttestAsync([In("model/config.json"), In("model/weights")], "dataset:acme/tickets", In("model/data.json"), Cancellation);
        Assert.Equal(["weights"], made.Statement.Folders);
        Assert.Equal("urn:roundtable:dataset:acme/tickets@1", made.Statement.Entry);
        File.WriteAllText(In("model/README.md"), "Said later.");
        await ExpectAsync(made, [], [], []);
        File.WriteAllText(In("model/weights/new"), "");
        await ExpectAsync(made, [], [], ["weights/new"]);
    }

    [Fact]
    public async Task The_same_files_are_one_leaf_and_other_files_another()
    {
        var made = await AttestAsync();
        Assert.Equal(made.Leaf, (await AttestAsync()).Leaf);
        File.WriteAllText(In("model/config.json"), "changed");
        var other = await new AttestationService(_workspace.Context).AttestAsync([In("model")], "model:acme/small@2", null, Cancellation);
        Assert.True(other.Leaf > made.Leaf);
        await ExpectAsync(other, [], [], []);
    }

    [Fact]
    public async Task Tools_of_others_verify_it()
    {
        var made = await AttestAsync();
        var (key, bundle) = ((await KeysAsync())[0], AttestationBundle.Read(await File.ReadAllBytesAsync(made.Path, Cancellation)));
        var (code, output) = await SigstoreTools.VerifyAsync(made.Path, key);
        Assert.True(code == 0, output);
        Assert.Equal("https://in-toto.io/Statement/v1 3", output.Trim());

        // PAE by hand: DSSEv1, then length and text of the type and of the payload.
        var payload = Encoding.UTF8.GetString(bundle.Payload);
        var message = Encoding.UTF8.GetBytes(
            "DSSEv1 28 application/vnd.in-toto+json " + bundle.Payload.Length.ToString(CultureInfo.InvariantCulture) + " " + payload);
        Assert.Equal(0, (await SigstoreTools.VerifyAsync(made.Path, bundle, message, key)).Code);

        message[^1] ^= 1;
        Assert.NotEqual(0, (await SigstoreTools.VerifyAsync(made.Path, bundle, message, key)).Code);
        var changed = bundle with { Payload = Encoding.UTF8.GetBytes(payload.Replace("acme/small", "acme/smell", StringComparison.Ordinal)) };
        await File.WriteAllBytesAsync(made.Path, changed.Write(), Cancellation);
        Assert.Contains("signature", (await SigstoreTools.VerifyAsync(made.Path, key)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_byte_that_is_flipped_in_attestation_proof_or_files_is_found()
    {
        var made = await AttestAsync();
        var key = (await KeysAsync())[0].ToString();
        var random = new Random(4);
        string[] paths = [made.Path, made.Proof, In("model/weights/a.safetensors"), In("model/config.json")];
        foreach (var path in paths)
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancellation);
            for (var at = 0; at < bytes.Length; at++)
            {
                var changed = bytes.ToArray();
                changed[at] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(path, changed, Cancellation);
                Assert.False((await VerifyAsync(made)).Holds, string.Create(CultureInfo.InvariantCulture, $"{path} {at}"));
                if (random.Next(bytes.Length) < TestDepth.Of(20, 500))
                {
                    var (code, _, error) = await SecondVerifier.RunAsync(made.Path, key);
                    Assert.True(code == 1 && error.Length > 1, string.Create(CultureInfo.InvariantCulture, $"{path} {at}"));
                }
            }

            await File.WriteAllBytesAsync(path, bytes, Cancellation);
        }

        await ExpectAsync(made, [], [], []);
    }

    [Fact]
    public async Task Other_keys_other_proofs_and_statements_that_lie_are_refused()
    {
        var made = await AttestAsync();
        var stranger = SigningKey.New(made.Statement.Log);
        Assert.Contains("not signed by any trusted key", await ProblemAsync(made, stranger.Verifier), StringComparison.Ordinal);
        Assert.Equal(
            ErrorKind.InvalidInput,
            (await Assert.ThrowsAsync<WorkspaceException>(() => GivenFile.VerifyAsync(made.Path, [], null, null, null, Cancellation))).Kind);

        // A statement that the key signed and the log does not hold, with the proof of another.
        var key = LogAccess.ReadSigningKey(_workspace.Context)!;
        var good = await File.ReadAllBytesAsync(made.Path, Cancellation);
        var digest = Digest.Of("x"u8);
        await WriteAsync(made.Statement with { Files = [.. made.Statement.Files.Skip(1)] });
        Assert.Contains("not that of this statement", await ProblemAsync(made), StringComparison.Ordinal);
        foreach (var name in (string[])["../config.json", "/etc/hostname", "a//b", "a\\b", "./a", "a\nb", ""])
        {
            await WriteAsync(made.Statement with { Files = [new AttestedFile(name, digest)] });
            Assert.Contains("no name of a file", await ProblemAsync(made), StringComparison.Ordinal);
        }

        await WriteAsync(made.Statement with { Files = [new AttestedFile("b", digest), new AttestedFile("a", digest)] });
        Assert.Contains("order", await ProblemAsync(made), StringComparison.Ordinal);
        await WriteAsync(made.Statement with { Files = [new AttestedFile("a", digest)], Folders = [".."] });
        Assert.Contains("no name of a folder", await ProblemAsync(made), StringComparison.Ordinal);

        // Every statement that holds is on the record: without the proof nothing does.
        await File.WriteAllBytesAsync(made.Path, good, Cancellation);
        await ExpectAsync(made, [], [], []);
        File.Delete(made.Proof);
        Assert.Contains("not beside it", await ProblemAsync(made), StringComparison.Ordinal);

        Task WriteAsync(FileStatement statement) => File.WriteAllBytesAsync(made.Path, AttestationBundle.Sign(statement, key).Write(), Cancellation);
    }

    [Fact]
    public async Task What_cannot_be_attested_is_refused_before_anything_is_on_the_record()
    {
        await FilesAsync();
        var service = new AttestationService(_workspace.Context);
        var size = (await new LogService(_workspace.Context).PublishAsync(Cancellation)).Checkpoint;
        await RefusedAsync("no file or folder", In("model/none"), "model:acme/small", null);
        await RefusedAsync("has no", In("model"), "model:acme/none", null);
        await RefusedAsync("neither a model nor a dataset", In("model"), "organisation:acme", null);
        await RefusedAsync("not below", In("model/config.json"), "model:acme/small", In("model/weights/x.json"));
        await RefusedAsync("overwritten", In("model/config.json"), "model:acme/small", In("model/config.json"));
        Directory.CreateDirectory(In("empty"));
        await RefusedAsync("no file", In("empty"), "model:acme/small", null);
        File.CreateSymbolicLink(In("model/link"), Path.GetTempPath());
        await RefusedAsync("link to a folder", In("model"), "model:acme/small", null);
        Assert.Equal(size, (await new LogService(_workspace.Context).PublishAsync(Cancellation)).Checkpoint);

        async Task RefusedAsync(string why, string path, string of, string? output) => Assert.Contains(
            why,
            (await Assert.ThrowsAsync<WorkspaceException>(() => service.AttestAsync([path], of, output, Cancellation))).Message,
            StringComparison.Ordinal);
    }

    private async Task<MadeAttestation> AttestAsync()
    {
        await FilesAsync();
        return await new AttestationService(_workspace.Context).AttestAsync([In("model")], "model:acme/small@2", null, Cancellation);
    }

    private async Task FilesAsync()
    {
        await SampleDisclosures.RegisterAsync(_workspace.Context);
        Directory.CreateDirectory(In("model/weights"));
        File.WriteAllText(In("model/config.json"), "{}");
        File.WriteAllText(In("model/weights/a.safetensors"), "weights");
        File.WriteAllText(In("model/weights/b ü.safetensors"), "");
    }

    /// <summary>What both verifiers find.</summary>
    private async Task ExpectAsync(MadeAttestation made, string[] missing, string[] changed, string[] extra)
    {
        var given = Assert.IsType<GivenFile.Attestation>(await VerifyAsync(made));
        Assert.Equal(missing, given.Files.Missing);
        Assert.Equal(changed, given.Files.Changed);
        Assert.Equal(extra, given.Files.Extra);
        Assert.Equal((made.Leaf, made.SignedBy), (given.Of.Leaf, given.Of.SignedBy));
        var holds = missing.Length + changed.Length + extra.Length == 0;
        Assert.Equal(holds, given.Holds);
        var (code, output, error) = await SecondVerifier.RunAsync(made.Path, (await KeysAsync())[0].ToString());
        Assert.True(code == (holds ? 0 : 1), error);
        var json = JsonElement.Parse(output);
        foreach (var (member, names) in ((string, string[])[])[("missing", missing), ("changed", changed), ("extra", extra)])
        {
            Assert.Equal(names, json.GetProperty(member).EnumerateArray().Select(n => n.GetString()));
        }
    }

    private async Task<string> ProblemAsync(MadeAttestation made, params VerifierKey[] keys) => Assert.IsType<GivenFile.BrokenProof>(
        await GivenFile.VerifyAsync(made.Path, keys.Length > 0 ? keys : await KeysAsync(), null, null, null, Cancellation)).Problem;

    private async Task<GivenFile> VerifyAsync(MadeAttestation made) =>
        await GivenFile.VerifyAsync(made.Path, await KeysAsync(), null, null, null, Cancellation);

    private async Task<IReadOnlyList<VerifierKey>> KeysAsync() => VerifierKey.ParseList(await File.ReadAllTextAsync(In("log/keys"), Cancellation));

    private string In(string name) => Path.Combine(_workspace.Path, name);
}
