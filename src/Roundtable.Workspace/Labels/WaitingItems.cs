using Roundtable.Annotation.Runs;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// A run's results for people who may label its items: what the panel says of an item that waits for a person is not shown to anybody before. Where it cannot
/// be told which item waits, because the items were moved or changed, or people label in another data directory, none is shown.
/// </summary>
public sealed class WaitingItems
{
    private readonly RunFolder _folder;
    private readonly HashSet<Digest> _waiting;

    private WaitingItems(RunFolder folder, HashSet<Digest> waiting) => (_folder, _waiting) = (folder, waiting);

    /// <summary>The items of a run that wait now, by every sheet of its codebook.</summary>
    public static WaitingItems Of(WorkspaceContext workspace, RunFolder folder) => new(folder, folder.Plan.Codebook is not { } codebook ? [] :
    [
        .. new GoldService(workspace).List().Where(s => s.Codebook.Digest == codebook)
            .SelectMany(s => s.Gold.Verdicts()).Where(v => v.Answer is null).Select(v => v.Item.Text),
    ]);

    /// <summary>How many different texts wait, as far as this data directory knows.</summary>
    public int Texts => _waiting.Count;

    /// <summary>The results in the order of the items, each with whether its item waits.</summary>
    /// <param name="from">Index of the first item that is wanted.</param>
    /// <exception cref="WorkspaceException">When a line of the results is damaged.</exception>
    public IEnumerable<(ItemResult Result, bool Waits)> Results(int from = 0)
    {
        var isElsewhere = _folder.Header.IsAdopted && _folder.Plan.Codebook is not null;
        if (_waiting.Count == 0 || isElsewhere)
        {
            foreach (var result in _folder.Results(from: from))
            {
                yield return (result, isElsewhere);
            }

            yield break;
        }

        var plan = _folder.Plan;
        var keys = new TextKeys();
        var texts = new LabelTexts(new RunItemSource(_folder.Header.Items, plan.Items.IdColumn, _folder.Header.OptionsColumn), plan.Template);
        using var items = texts.Items(from).Select(i => (i.Item.Digest, i.Text)).GetEnumerator();
        var isRead = true;
        foreach (var result in _folder.Results(from: from))
        {
            isRead = isRead && Next(items);
            yield return (result, !isRead || items.Current.Digest != result.Digest || _waiting.Contains(keys.Of(items.Current.Text)));
        }
    }

    private static bool Next(IEnumerator<(Digest Digest, string Text)> items)
    {
        try
        {
            return items.MoveNext();
        }
        catch (Exception e) when (e is WorkspaceException or IOException or FormatException)
        {
            return false;
        }
    }
}
