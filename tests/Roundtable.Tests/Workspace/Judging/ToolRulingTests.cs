using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Workspace.Judging;

/// <summary>What an answer that used a tool may be used for.</summary>
public sealed class ToolRulingTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_answer_is_of_unknown_terms_where_it_used_a_tool_whose_terms_nobody_registered()
    {
        var plain = await AskAsync("plain", new SeatSettings(), null);
        var tooled = await AskAsync("tooled", new SeatSettings { Tools = ["lab"] }, null);
        var searched = await AskAsync("searched", new SeatSettings { Search = true }, null);
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        foreach (var answer in (long[])[tooled, searched])
        {
            var ruling = await RuleAsync(answer);
            Assert.Equal((Outcome.Unknown, false), (ruling.Outcome, ruling.IsAllowed));
            var returned = access.Artifacts.Find(LogArtifacts.OfLeaf(answer)).Edges.Select(e => access.Artifacts.Find(e.From)).Single(a => a.Kind == ArtifactKind.Returned);
            Assert.Null(returned.Terms);
        }

        Assert.Empty(access.Artifacts.Find(LogArtifacts.OfLeaf(plain)).Edges);
        var named = await AskAsync("named", new SeatSettings { Tools = ["lab"] }, "handbook@1");
        using var after = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        Assert.Contains(after.Artifacts.Find(LogArtifacts.OfLeaf(named)).Edges, e => after.Artifacts.Find(e.From).Terms == "handbook@1");
    }

    private async Task<Ruling> RuleAsync(long leaf)
    {
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        var intent = await Intents.TodayAsync(_workspace.Context, access, Use.Evaluate, null, Cancellation);
        return new Judge(access.Registry, access.Artifacts).Rule(LogArtifacts.OfLeaf(leaf), intent, Cancellation);
    }

    private async Task<long> AskAsync(string session, SeatSettings settings, string? terms)
    {
        await using var log = await _workspace.OpenLogAsync();
        var client = new ScriptedChatClient((_, messages, _) =>
        {
            var response = ScriptedChatClient.Said("Yes.");
            if (settings.Search == true)
            {
                response.AdditionalProperties = new() { [RecordingChatClient.ToolUsesProperty] = (IReadOnlyList<ToolUse>)[new ToolUse("web_search", "")] };
            }
            else if (settings.Tools is not null && messages.All(m => m.Role != ChatRole.Tool))
            {
                response.Messages[0].Contents.Add(new ToolRequest("1", "lab__look", "{}"));
            }

            return Task.FromResult(response);
        });
        var seated = new SeatedModel(new Seat(1, "One", new ModelCard("lab/m"), Settings: settings), client, "lab", false)
        {
            Route = new Route(RouteKind.Direct),
            Tools = new Box(terms),
        };
        var answer = await new RecordingChatClient(seated, log, new CallJournal(), session, _workspace.Time).AskAsync(
            "r1.s1.k1.a0", [new ChatMessage(ChatRole.User, "Well?")], new ChatOptions { AdditionalProperties = new() { [SeatSettings.Property] = settings } }, [], null, Cancellation);
        return answer.Receipt.Leaf;
    }

    private sealed class Box(string? terms) : IToolBox
    {
        public Task<IReadOnlyList<ToolOffer>> OffersAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ToolOffer>>(
            [new ToolOffer("lab__look", "lab", "look", "Looks.", JsonElement.Parse("{}")) { Terms = terms }]);

        public Task<ToolReply> CallAsync(ToolOffer offer, JsonElement arguments, CancellationToken cancellation) => Task.FromResult(new ToolReply("found", []));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
