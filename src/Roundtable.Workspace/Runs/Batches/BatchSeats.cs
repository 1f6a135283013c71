using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Batches;

namespace Roundtable.Workspace.Runs.Batches;

/// <summary>Which seats of a run are asked in batches, and which would be asked at once all the same.</summary>
public static class BatchSeats
{
    /// <summary>Why a seat's calls go into no batch, as in "its connection 'lab' has no batches"; null where they do.</summary>
    public static string? Problem(SeatedModel seated)
    {
        if (BatchModel.Of(seated.Client) is not { } model)
        {
            return $"its connection '{seated.Connection}' has no batches";
        }

        var options = new ChatOptions { AdditionalProperties = seated.Seat.Settings is { } own ? new() { [SeatSettings.Property] = own } : null };
        return model.Problem(options)?.TrimEnd('.');
    }

    /// <summary>
    /// Refuses a run in batches with a seat that would be asked at once for money: half the price is wanted, and the whole would be paid.
    /// </summary>
    /// <exception cref="WorkspaceException">When there is one; the message names every one, and what to do.</exception>
    public static void Check(IReadOnlyList<SeatedModel> seats)
    {
        List<(SeatedModel Seated, string Problem)> live =
            [.. seats.Select(s => (s, Problem(s))).Where(s => s.Item2 is not null && !IsFree(s.s)).Select(s => (s.s, s.Item2!))];
        if (live.Count > 0)
        {
            var named = string.Join("; ", live.Select(s => $"{s.Seated.Seat.Model.Name}, because {s.Problem}"));
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"Not every seat can be asked in batches, and to ask at once costs the full price: {named}. "
                    + "Give --batch-or-live to pay that for them, leave them out, or write 'batches: true' beside the address of a server that has them.");
        }
    }

    /// <summary>Whether a seat costs nothing, however it is asked; a price that is not known is not nothing.</summary>
    private static bool IsFree(SeatedModel seated) => seated.Seat.Model.Simulated || seated.Seat.Model.Price?.Dearest(1000, 1000) == 0;
}
