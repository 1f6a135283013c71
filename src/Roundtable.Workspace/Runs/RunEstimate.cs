using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Workspace.Runs;

/// <summary>What a run is expected to take where nothing is reused and nothing repaired, by a sample of its items.</summary>
/// <param name="Items">How many items there are.</param>
/// <param name="Seats">What each seat takes.</param>
public sealed record RunEstimate(int Items, IReadOnlyList<SeatEstimate> Seats)
{
    /// <summary>Calls in all.</summary>
    public long Calls => Seats.Sum(s => s.Calls);

    /// <summary>Tokens of prompts and answers in all.</summary>
    public long Tokens => Seats.Sum(s => s.InputTokens + s.OutputTokens);

    /// <summary>Cost in millionths of a US dollar at the price of single calls; null where a price is not known.</summary>
    public long? MicroDollars => Seats.Any(s => s.MicroDollars is null) ? null : Seats.Sum(s => s.MicroDollars);

    /// <summary>Cost in millionths of a US dollar at the price of batches; null where a price is not known, or a provider has none for batches.</summary>
    public long? BatchMicroDollars => Seats.Any(s => s.BatchMicroDollars is null) ? null : Seats.Sum(s => s.BatchMicroDollars);

    /// <summary>
    /// Cost in millionths of a US dollar where seats are asked in batches as far as batches take them, and the others at once; null where a price is not
    /// known.
    /// </summary>
    public long? MixedMicroDollars =>
        Seats.Any(s => s.MixedMicroDollars is null) ? null : Seats.Sum(s => s.MixedMicroDollars);

    /// <summary>Tokens of a prompt as a quarter of its bytes in UTF-8: near enough where no money depends on them.</summary>
    public static long RoughTokens(ModelCard model, IReadOnlyList<ChatMessage> prompt) => 1 + (prompt.Sum(m => (long)Encoding.UTF8.GetByteCount(m.Text)) / 4);

    /// <summary>Estimates a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="codebook">Its codebook; null where it asks a question.</param>
    /// <param name="seats">The seats.</param>
    /// <param name="sample">Some of its items, drawn at random.</param>
    /// <param name="tokens">Estimates tokens of prompts.</param>
    public static RunEstimate Of(
        RunPlan plan, Codebook? codebook, IReadOnlyList<SeatedModel> seats, IReadOnlyList<Item> sample, PromptEstimate tokens)
    {
        var prompts = new RunPrompts(plan, codebook);
        return new RunEstimate(plan.Items.Count, [.. seats.Select(seated =>
        {
            var model = seated.Seat.Model;
            var calls = (long)plan.Items.Count * plan.Settings.Samples;
            var input = model.Simulated || sample.Count == 0 ? 0 : sample.Average(i => tokens(model, prompts.For(i, seated)));
            var output = model.Simulated ? 0 : Math.Min(
                CostEstimate.AssumedOutputTokens + (seated.Seat.Settings?.ThinkingTokens ?? 0), seated.Seat.MaxOutputTokens ?? int.MaxValue);
            var one = new Usage((long)Math.Ceiling(input), output);
            return new SeatEstimate(
                seated.Seat.Name, calls, (long)(calls * input), calls * output, Cost(model, one, false) * calls, Cost(model, one, true) * calls)
            {
                NoBatch = BatchSeats.Problem(seated),
            };
        })]);
    }

    private static long? Cost(ModelCard model, Usage usage, bool batch) =>
        model.Simulated ? 0 : model.Price?.Of(usage, batch) is { IsComplete: true } cost ? (long)Math.Ceiling(cost.MicroDollars) : null;
}

/// <summary>What one seat of a run is expected to take.</summary>
/// <param name="Name">The seat's name.</param>
/// <param name="Calls">Calls.</param>
/// <param name="InputTokens">Tokens of prompts.</param>
/// <param name="OutputTokens">Tokens of answers.</param>
/// <param name="MicroDollars">Cost at the price of single calls; null where that is not known.</param>
/// <param name="BatchMicroDollars">Cost at the price of batches; null where that is not known, or there is none.</param>
public sealed record SeatEstimate(string Name, long Calls, long InputTokens, long OutputTokens, long? MicroDollars, long? BatchMicroDollars)
{
    /// <summary>Why no batch takes its calls, as in "its connection 'lab' has no batches"; null where batches do.</summary>
    public string? NoBatch { get; init; }

    /// <summary>Cost where it is asked in batches if they take its calls, else at once; null where that price is not known.</summary>
    public long? MixedMicroDollars => NoBatch is null ? BatchMicroDollars : MicroDollars;
}
