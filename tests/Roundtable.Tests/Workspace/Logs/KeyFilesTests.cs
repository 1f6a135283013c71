using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Logs;

/// <summary>Keys, policies and checkpoints that a person names on a command line or in the environment.</summary>
public sealed class KeyFilesTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Keys_are_given_themselves_or_in_a_file()
    {
        var (a, b) = (New("a.example/log"), New("b.example/log"));
        var file = _workspace.Write("keys", $"{a}\n{b}\n");
        Assert.Equal([b, a, b], TrustedKeys.Read([b.ToString(), file], null));
        Assert.Empty(TrustedKeys.Read(null, null));
        var error = Assert.Throws<WorkspaceException>(() => TrustedKeys.Read(["nonsense"], null));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public void A_policy_brings_its_logs_keys()
    {
        var log = New("a.example/log");
        var policy = PolicyFile.Read(_workspace.Write("policy", $"log {log}\nquorum none\n"));
        Assert.Equal([log], TrustedKeys.Read([], policy));
        Assert.Null(PolicyFile.Read(null));
        Assert.Equal(ErrorKind.Configuration, Error(() => PolicyFile.Read(_workspace.Write("bad", "quorum most\n"))).Kind);
        Assert.Equal(ErrorKind.NotFound, Error(() => PolicyFile.Read(Path.Combine(_workspace.Path, "none"))).Kind);
    }

    [Fact]
    public void A_checkpoint_that_is_none_is_told_from_one_that_is_missing()
    {
        Assert.Null(KeptCheckpoint.Read(null));
        Assert.Equal(ErrorKind.BadData, Error(() => KeptCheckpoint.Read(_workspace.Write("c", "not one"))).Kind);
        Assert.Equal(ErrorKind.NotFound, Error(() => KeptCheckpoint.Read(Path.Combine(_workspace.Path, "a", "b"))).Kind);
    }

    [Fact]
    public void A_witness_is_named_once_and_keeps_its_key()
    {
        Assert.Equal(ErrorKind.InvalidInput, Error(() => WitnessKey.ReadOrMake(_workspace.Context, null)).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Error(() => WitnessKey.ReadOrMake(_workspace.Context, "two words")).Kind);
        Assert.False(Directory.Exists(Path.Combine(_workspace.Path, "keys")));
        var made = WitnessKey.ReadOrMake(_workspace.Context, "witness.example.org/w1");
        Assert.Equal(made.Verifier, WitnessKey.ReadOrMake(_workspace.Context, null).Verifier);
        Assert.Equal("witness.example.org/w1", made.Verifier.Name);
    }

    [Fact]
    public async Task The_log_is_signed_with_the_key_of_the_environment()
    {
        var key = SigningKey.New("my.example/log", SignatureType.Ed25519);
        using var other = new SampleWorkspace();
        var named = other.Context with { Variables = new Dictionary<string, string> { [LogAccess.KeyVariable] = other.Write("secret", key.ToSecret() + "\n") } };
        LogAccess.CheckKey(named);
        var (_, _, checkpoint) = await new LogService(named).PublishAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("my.example/log\n", checkpoint, StringComparison.Ordinal);

        var bad = other.Context with { Variables = new Dictionary<string, string> { [LogAccess.KeyVariable] = "/no/such/key" } };
        Assert.Equal(ErrorKind.Configuration, Error(() => LogAccess.CheckKey(bad)).Kind);
    }

    private static WorkspaceException Error(Action action) => Assert.Throws<WorkspaceException>(action);

    private static VerifierKey New(string name) => SigningKey.New(name, SignatureType.Ed25519).Verifier;
}
