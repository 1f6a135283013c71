using Roundtable.Annotation.Items;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Workspace.Runs;

/// <summary>One look at all items before a run: their digest, whether they have what is put to seats, and a sample of them.</summary>
internal static class RunSurvey
{
    /// <summary>How many items the estimate before the first call rests on.</summary>
    private const int SampleSize = 64;

    /// <summary>Reads all items once.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="source">The items.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What the plan says of them, and a random sample that the estimate rests on.</returns>
    /// <exception cref="WorkspaceException">When the template is not one, or an item lacks a column that it names.</exception>
    public static (RunItems Items, IReadOnlyList<Item> Sample) Of(RunRequest request, RunItemSource source, CancellationToken cancellation)
    {
        try
        {
            var template = ItemTemplate.Parse(request.Template);
            using var census = new ItemCensus();
            List<Item> sample = [];
            var draw = new SeededRandom(request.Seed, "estimate");
            FormatException? missing = null;
            foreach (var (index, item) in source.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                census.Add(item);
                var place = index < SampleSize ? index : draw.Next(index + 1);
                if (place < SampleSize)
                {
                    sample.RemoveRange(Math.Min(place, sample.Count), place < sample.Count ? 1 : 0);
                    sample.Insert(Math.Min(place, sample.Count), item);
                }

                missing ??= Missing(template, request.Quoted, item);
            }

            template.Check(census.Columns);
            return missing is null
                ? (new RunItems(census.Count, census.Digest(), source.IdColumn), sample)
                : throw missing;
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{request.Items}: {e.Message}", e);
        }
    }

    private static FormatException? Missing(ItemTemplate template, IReadOnlyList<string> quoted, Item item)
    {
        foreach (var column in template.Columns)
        {
            if (item.Value(column) is null)
            {
                return new FormatException($"Item '{item.Id}' has no value for '{column}', which the template names.");
            }
        }

        return quoted.FirstOrDefault(c => item.Value(c) is null) is { } gap
            ? new FormatException($"Item '{item.Id}' has no value for '{gap}', which is to be shown.")
            : null;
    }
}
