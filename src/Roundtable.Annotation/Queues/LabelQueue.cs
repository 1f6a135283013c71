using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Queues;

/// <summary>
/// The order in which people's labels would change most. What is labelled in this order is no random draw: it corrects labels and may train rules, but no
/// share or promise
/// may rest on it.
/// </summary>
public static class LabelQueue
{
    /// <summary>The items without gold, those first whose label would change most; of equals the earlier item.</summary>
    /// <param name="panel">What the panel says of each item.</param>
    /// <param name="gold">What people say; items with gold are left out.</param>
    /// <param name="groups">For each item the number of its group of equal texts, of which one label serves all; null where every item is by itself.</param>
    /// <param name="size">How many are wanted at most; memory depends on it.</param>
    public static IReadOnlyList<QueuedItem> Order(PanelLabels panel, GoldLabels gold, IReadOnlyList<int>? groups = null, int size = int.MaxValue)
    {
        var sizes = new int[groups?.DefaultIfEmpty(-1).Max() + 1 ?? 0];
        var done = new bool[sizes.Length];
        foreach (var group in groups ?? [])
        {
            sizes[group]++;
        }

        foreach (var item in groups is null ? [] : gold.Items)
        {
            done[groups![item]] = true;
        }

        var queue = new PriorityQueue<QueuedItem, (double Change, int Before)>();
        for (var i = 0; i < panel.Items; i++)
        {
            if (gold[i] != VoteTable.None || (groups is not null && done[groups[i]]))
            {
                continue;
            }

            var (labels, shares) = Change(panel, i);
            var copies = 1;
            if (groups is not null)
            {
                done[groups[i]] = true;
                copies = sizes[groups[i]];
            }

            queue.Enqueue(new QueuedItem(i, copies * labels, copies * shares / panel.Items), (copies * (labels + shares), -i));
            if (queue.Count > size)
            {
                queue.Dequeue();
            }
        }

        var order = new QueuedItem[queue.Count];
        while (queue.TryDequeue(out var next, out _))
        {
            order[queue.Count] = next;
        }

        return order;
    }

    /// <summary>The probability that the label changes, and the expected total variation between the item's probabilities and its true class.</summary>
    private static (double Labels, double Shares) Change(PanelLabels panel, int item)
    {
        if (panel.LabelOf(item) == VoteTable.None)
        {
            return (1, 1);
        }

        var squares = 0.0;
        for (var c = 0; c < panel.Classes; c++)
        {
            squares += panel[item, c] * panel[item, c];
        }

        return (1 - panel.ConfidenceOf(item), Math.Max(0, 1 - squares));
    }
}

/// <summary>An item that waits for a person, and what its label would change.</summary>
/// <param name="Item">Index of the item.</param>
/// <param name="LabelChange">Expected number of labels that change: the probability that the panel is wrong, times the number of equal items.</param>
/// <param name="ShareChange">Expected change of the shares (total variation, 0 to 1) when the item's true class takes the place of its probabilities.</param>
public sealed record QueuedItem(int Item, double LabelChange, double ShareChange);
