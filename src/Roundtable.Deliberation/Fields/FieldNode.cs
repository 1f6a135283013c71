using System.Text.Json;

namespace Roundtable.Deliberation.Fields;

/// <summary>One place of the documents: what each seat has there.</summary>
/// <param name="Path">Where it is: a JSON Pointer (RFC 6901).</param>
/// <param name="Given">What the seats gave, by seat; null for one that left it out.</param>
/// <param name="Chosen">Whether a value is one of a fixed list, by the schema.</param>
internal sealed record FieldNode(string Path, IReadOnlyList<(int Seat, JsonElement? Value)> Given, bool Chosen)
{
    /// <summary>The values that were given, without those left out.</summary>
    public IReadOnlyList<JsonElement> Present => [.. Given.Select(g => g.Value).OfType<JsonElement>()];

    /// <summary>Every different value with the seats that gave it, the most frequent first, then by seat; left out is a value too.</summary>
    public IReadOnlyList<FieldValue> Values
    {
        get
        {
            List<(JsonElement? Value, List<int> Seats)> values = [];
            foreach (var (seat, value) in Given)
            {
                var at = values.FindIndex(v => Same(v.Value, value));
                if (at < 0)
                {
                    values.Add((value, [seat]));
                }
                else
                {
                    values[at].Seats.Add(seat);
                }
            }

            return [.. values.OrderByDescending(v => v.Seats.Count).ThenBy(v => v.Seats[0]).Select(v => new FieldValue(v.Value, v.Seats))];
        }
    }

    /// <summary>The seats that gave a value.</summary>
    public IReadOnlyList<int> Agree(JsonElement? value) => [.. Given.Where(g => Same(g.Value, value)).Select(g => g.Seat)];

    /// <summary>Whether every value that was given is of one of these kinds.</summary>
    public bool AreAll(params ReadOnlySpan<JsonValueKind> kinds)
    {
        foreach (var value in Present)
        {
            if (!kinds.Contains(value.ValueKind))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(JsonElement? left, JsonElement? right) =>
        left is { } a ? right is { } b && JsonElement.DeepEquals(a, b) : right is null;
}
