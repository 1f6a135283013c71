using Roundtable.Annotation.Runs;

namespace Roundtable.Annotation.Labelling;

/// <summary>How many answers of a seat are of which kind. Nothing is dropped: a refusal is data, and an absence is told.</summary>
/// <param name="seat">The seat's name.</param>
/// <param name="model">The model that is asked for.</param>
public sealed class SeatTally(string seat, string model)
{
    private readonly SortedDictionary<string, (int Answers, int First)> _served = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    /// <summary>The seat's name.</summary>
    public string Seat => seat;

    /// <summary>The model that is asked for.</summary>
    public string Model => model;

    /// <summary>Number of answers by kind, as <see cref="SeatAnswer.Kind"/> names them, by name.</summary>
    public IReadOnlyDictionary<string, int> Kinds => _kinds;

    /// <summary>The models that the provider says served it, by name, each with its number of answers and the first item, from 1.</summary>
    public IReadOnlyList<ServedModel> Served => [.. _served.Select(s => new ServedModel(s.Key, s.Value.Answers, s.Value.First + 1))];

    /// <summary>The one model that served all its answers; null where it was several, or the provider did not say.</summary>
    public string? OnlyServed => _served.Count == 1 ? _served.First().Key : null;

    /// <summary>Counts an answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="item">Index of the item, from 0.</param>
    public void Add(SeatResult result, int item)
    {
        _kinds[result.Answer.Kind] = _kinds.GetValueOrDefault(result.Answer.Kind) + 1;
        if (result.Served is { } served)
        {
            var (answers, first) = _served.GetValueOrDefault(served, (0, item));
            _served[served] = (answers + 1, Math.Min(first, item));
        }
    }
}

/// <summary>A model that served answers of a seat.</summary>
/// <param name="Model">Its name and version, as the provider says it.</param>
/// <param name="Answers">How many answers.</param>
/// <param name="FirstItem">The first item that it answered, from 1.</param>
public sealed record ServedModel(string Model, int Answers, int FirstItem);
