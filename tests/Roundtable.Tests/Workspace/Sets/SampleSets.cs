using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Debates whose every word is on the log, as training sets are made of.</summary>
internal static class SampleSets
{
    /// <summary>A model whose answers may be used for everything.</summary>
    public static Producer Open { get; } = new("lab", "qwen3-32b", null, new Route(RouteKind.Local));

    /// <summary>A model whose answers may not be used to train others.</summary>
    public static Producer Closed { get; } = new("openai", "gpt-5", "gpt-5", new Route(RouteKind.Direct));

    /// <summary>A model whose answers may be used under conditions.</summary>
    public static Producer Llama { get; } = new("lab", "llama-3.1-8b-instruct", null, new Route(RouteKind.Local));

    /// <summary>A debate of seats of the given models, in which every seat but the first moves from the first option to the second.</summary>
    public static async Task<Session> SaveDebateAsync(SampleWorkspace workspace, string id, string question, params Producer[] models)
    {
        await using var log = await workspace.OpenLogAsync();
        var rounds = new List<Round>();
        List<long> earlier = [];
        for (var round = 1; round <= 2; round++)
        {
            List<Ballot> ballots = [];
            foreach (var (model, i) in models.Select((m, i) => (m, i)))
            {
                var option = round == 2 && i > 0 ? 1 : 0;
                var text = JsonSerializer.Serialize(new { choice = option, reasoning = $"Seat {i + 1} of {id} argues in round {round}." });
                var receipt = await AppendAsync(log, workspace, id, model, $"{question} (round {round})", text, round == 1 ? [] : earlier);
                ballots.Add(new Ballot(round, i + 1, 1, new Choice.Vote(option), text, text, receipt) { Shown = [0, 1] });
            }

            earlier = [.. ballots.Select(b => b.Receipt.Leaf)];
            rounds.Add(new Round(round, ballots, []));
        }

        var session = SampleSessions.Debate(id, new Question(question, ["Yes", "No"], []), models.Length, [.. rounds]);
        await new SessionStore(workspace.Path, workspace.Time).SaveAsync(log, session, TestContext.Current.CancellationToken);
        return session;
    }

    /// <summary>Puts an answer on the log.</summary>
    public static async Task<Receipt> AppendAsync(
        RecordLog log, SampleWorkspace workspace, string session, Producer model, string asked, string answer, IReadOnlyList<long> inputs)
    {
        var prompt = JsonSerializer.SerializeToUtf8Bytes(new[] { new { role = "system", text = "You sit on a panel." }, new { role = "user", text = asked } });
        var output = Encoding.UTF8.GetBytes(answer);
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = workspace.Time.GetUtcNow(),
            Session = session,
            Producer = model,
            Prompt = Digest.Of(prompt),
            Output = Digest.Of(output),
            Inputs = inputs,
        };
        return await log.AppendAsync(leaf, [prompt, output], TestContext.Current.CancellationToken);
    }

    /// <summary>A request for a set of all sessions.</summary>
    public static SetRequest Request(SampleWorkspace workspace, string folder, SetFormat format = SetFormat.TrlPreference) => new()
    {
        From = "sessions",
        Format = format,
        Use = Roundtable.Terms.Uses.Use.TrainOpen,
        Folder = Path.Combine(workspace.Path, folder),
    };
}
