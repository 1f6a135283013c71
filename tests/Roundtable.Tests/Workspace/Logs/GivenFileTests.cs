using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Logs;

public sealed class GivenFileTests : IAsyncLifetime
{
    private readonly SampleWorkspace _workspace = new();
    private string _proof = "";
    private string _bundle = "";
    private Checkpoint? _checkpoint;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using (var log = await _workspace.OpenLogAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        var service = new LogService(_workspace.Context);
        _checkpoint = KeptCheckpoint.Read(_workspace.Write("kept", (await service.PublishAsync(Cancellation)).Checkpoint));
        (_proof, _bundle) = (Path.Combine(_workspace.Path, "proof"), Path.Combine(_workspace.Path, "bundle.tar"));
        await service.ProveAsync(1, ["output"], _proof, Cancellation);
        await service.ExportAsync(_bundle, _ => false, null, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_proof_holds_and_its_JSON_has_what_it_opens()
    {
        var proof = Assert.IsType<GivenFile.Proof>(await VerifyAsync(_proof));
        Assert.True(proof.Holds);
        Assert.Equal("r1", proof.Leaf.Call);
        var json = proof.Json();
        Assert.Equal((true, 1, 3), ((bool?)json["ok"], (long?)json["leaf"], (long?)json["size"]));
        Assert.Equal("o 1", Encoding.UTF8.GetString(Convert.FromBase64String((string)json["opened"]!["output"]!)));
        Assert.Null(json["opened"]!["prompt"]);
    }

    [Fact]
    public async Task Another_key_than_the_trusted_one_is_no_proof_and_no_bundle()
    {
        var stranger = SigningKey.New("other.example/log", SignatureType.Ed25519).Verifier;
        var broken = Assert.IsType<GivenFile.BrokenProof>(await VerifyAsync(_proof, stranger));
        Assert.False(broken.Holds);
        Assert.False((bool?)broken.Json()["ok"]);
        Assert.Equal(broken.Problem, (string?)broken.Json()["problem"]);
        var bundle = Assert.IsType<GivenFile.Bundle>(await VerifyAsync(_bundle, stranger));
        Assert.False(bundle.Holds);
        Assert.False((bool?)bundle.Json()["ok"]);
    }

    [Fact]
    public async Task A_bundle_holds_from_a_kept_checkpoint_and_a_proof_has_none()
    {
        var bundle = Assert.IsType<GivenFile.Bundle>(await GivenFile.VerifyAsync(_bundle, [], null, _checkpoint, null, Cancellation));
        Assert.True(bundle.Holds);
        Assert.Equal((3, 0), (bundle.Found.Leaves, bundle.Found.NotRead));
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => GivenFile.VerifyAsync(_proof, [], null, _checkpoint, null, Cancellation));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task A_checkpoint_is_called_one_and_not_a_damaged_bundle()
    {
        var path = Path.Combine(_workspace.Path, "log", "checkpoint");
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => VerifyAsync(path));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("roundtable log gossip FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_changed_byte_of_a_proof_is_noticed()
    {
        var bytes = await File.ReadAllBytesAsync(_proof, Cancellation);
        var path = Path.Combine(_workspace.Path, "changed");
        for (var i = 0; i < bytes.Length; i += TestDepth.Of(37, 1))
        {
            bytes[i] ^= 4;
            await File.WriteAllBytesAsync(path, bytes, Cancellation);
            Assert.False((await VerifyAsync(path)).Holds, $"byte {i}");
            bytes[i] ^= 4;
        }
    }

    [Fact]
    public async Task What_is_neither_does_not_hold_and_what_is_not_there_is_told()
    {
        Assert.False((await VerifyAsync(_workspace.Write("empty", ""))).Holds);
        Assert.False((await VerifyAsync(_workspace.Write("text", "hello"))).Holds);
        Assert.False((await VerifyAsync(_workspace.Write("long", "c2sp.org/tlog-proof@v1\n" + new string('x', 1 << 26)))).Holds);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkspaceException>(() => VerifyAsync("/nowhere"))).Kind);
    }

    private static Task<GivenFile> VerifyAsync(string path, params VerifierKey[] keys) => GivenFile.VerifyAsync(path, keys, null, null, null, Cancellation);
}
