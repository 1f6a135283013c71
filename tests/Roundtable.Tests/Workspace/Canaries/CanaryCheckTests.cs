using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Canaries;

/// <summary>What somebody opened holds against the proof of its leaf, and against no other.</summary>
public sealed class CanaryCheckTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();
    private readonly CanaryService _service;

    public CanaryCheckTests() => _service = new CanaryService(_workspace.Context);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Secret => Path.Combine(_workspace.Path, "canaries.json");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Opened_it_holds_against_the_proof_of_its_leaf()
    {
        var (leaf, canaries) = await _service.MakeAsync("answers", 4, Secret, Cancellation);
        var opened = await OpenAsync(2);
        var (proof, key) = await ProveAsync(leaf, "document");
        var check = await CanaryCheck.RunAsync(opened, proof, [key], null, Cancellation);
        Assert.Null(check.Problem);
        Assert.Equal((2, canaries[1].Text, leaf), (check.Number, check.Text, check.Proof!.Of.Proof.Index));
        Assert.Equal((true, leaf), ((bool)check.Json()["ok"]!, (long)check.Json()["leaf"]!));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("salt")]
    [InlineData("number")]
    public async Task Another_sentence_salt_or_number_does_not_hold(string member)
    {
        var (leaf, canaries) = await _service.MakeAsync("answers", 4, Secret, Cancellation);
        var (proof, key) = await ProveAsync(leaf, "document");
        var opened = await OpenAsync(2, json => json[member] = member switch
        {
            "text" => canaries[1].Text.Replace("harbour", "harbor", StringComparison.Ordinal),
            "salt" => Convert.ToHexStringLower(canaries[2].Salt),
            _ => 3,
        });
        Assert.Contains("does not commit", (await CanaryCheck.RunAsync(opened, proof, [key], null, Cancellation)).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_of_another_leaf_a_closed_one_a_changed_one_and_another_key_do_not_hold()
    {
        var (leaf, _) = await _service.MakeAsync("answers", 4, Secret, Cancellation);
        var (other, _) = await _service.MakeAsync("others", 4, Secret + "2", Cancellation);
        var opened = await OpenAsync(1);
        var (proof, key) = await ProveAsync(other, "document");
        Assert.Contains("does not commit", (await CanaryCheck.RunAsync(opened, proof, [key], null, Cancellation)).Problem!, StringComparison.Ordinal);
        (proof, _) = await ProveAsync(leaf);
        Assert.Contains("does not open", (await CanaryCheck.RunAsync(opened, proof, [key], null, Cancellation)).Problem!, StringComparison.Ordinal);
        (proof, _) = await ProveAsync(leaf, "document");
        using var stranger = new SampleWorkspace();
        await new CanaryService(stranger.Context).MakeAsync("x", 1, Path.Combine(stranger.Path, "c.json"), Cancellation);
        var strange = await KeyAsync(stranger);
        Assert.Contains("not signed", (await CanaryCheck.RunAsync(opened, proof, [strange], null, Cancellation)).Problem!, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync(proof, Cancellation);
        var random = new Random(6);
        for (var i = 0; i < TestDepth.Of(60, 2000); i++)
        {
            var changed = bytes.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(proof, changed, Cancellation);
            try
            {
                var check = await CanaryCheck.RunAsync(opened, proof, [key], null, Cancellation);
                Assert.True(check.Problem is not null || check.Proof!.Of.Proof.Index == leaf);
            }
            catch (WorkspaceException)
            {
                // It is not a proof any more.
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"number\":1,\"text\":\"a\",\"salt\":\"zz\"}")]
    [InlineData("{\"number\":-1,\"text\":\"a\",\"salt\":\"00\"}")]
    [InlineData("{\"number\":\"1\",\"text\":\"a\",\"salt\":\"00\"}")]
    public async Task What_was_not_opened_is_refused(string opened)
    {
        var (leaf, _) = await _service.MakeAsync("answers", 1, Secret, Cancellation);
        var (proof, key) = await ProveAsync(leaf, "document");
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => CanaryCheck.RunAsync(_workspace.Write("o.json", opened), proof, [key], null, Cancellation));
        Assert.Equal(ErrorKind.BadData, error.Kind);
    }

    private static async Task<VerifierKey> KeyAsync(SampleWorkspace workspace) =>
        (await new LogService(workspace.Context).ProveAsync(0, [], Path.Combine(workspace.Path, "key-proof"), Cancellation)).Keys[^1];

    private async Task<(string Proof, VerifierKey Key)> ProveAsync(long leaf, params string[] open)
    {
        var path = Path.Combine(_workspace.Path, Guid.NewGuid().ToString("N"));
        var proof = await new LogService(_workspace.Context).ProveAsync(leaf, open, path, Cancellation);
        return (path, proof.Keys[^1]);
    }

    private async Task<string> OpenAsync(int number, Action<JsonObject>? change = null)
    {
        var json = CanaryJson.Of(await _service.OpenAsync(Secret, number, Cancellation));
        change?.Invoke(json);
        return _workspace.Write("opened.json", json.ToJsonString());
    }
}
