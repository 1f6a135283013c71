using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;

namespace Roundtable.Workspace.Postgres;

/// <summary>
/// What a database last held as this process saw it. One that is restored from a backup beneath a process must not be gone on with: receipts were given for
/// what it lost, and two histories would be signed with one key.
/// </summary>
internal sealed class RememberedHead
{
    private TreeHead? _last;

    /// <summary>Checks that the database goes on from what was seen last, and remembers what it holds now.</summary>
    /// <param name="head">What it holds now.</param>
    /// <param name="tree">Its tree.</param>
    /// <param name="location">The database, as it is told.</param>
    /// <exception cref="DamagedLogException">When it does not.</exception>
    public void Check(TreeHead head, TileTree tree, string location)
    {
        if (_last is { Size: > 0 } last && (head.Size < last.Size || tree.RootAt(last.Size, head.Root) != last.Root))
        {
            throw new DamagedLogException(
                location,
                null,
                null,
                $"it held {last.Size} leaves with the root {last.Root}, and holds another history of {head.Size} now: it was restored from a backup or "
                    + "written by something else, and nothing is appended to it");
        }

        _last = head;
    }

    /// <summary>Remembers what was committed.</summary>
    public void Keep(TreeHead head) => _last = head;
}
