using Roundtable.Annotation.Items;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// The items of a run's parts, for a worker that claims one part after the other: the file is read on from where the last part ended, and from its beginning
/// only for a part that lies before it. Memory depends on the size of a part. Thread-safe.
/// </summary>
/// <param name="source">The items.</param>
internal sealed class PartItems(RunItemSource source) : IDisposable
{
    private readonly Lock _lock = new();
    private IEnumerator<(int Index, Item Item)>? _rows;
    private int _next;

    /// <summary>The items of a part.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="WorkspaceException">When a row cannot be read.</exception>
    public IReadOnlyList<(int Index, Item Item)> Take(int first, int count)
    {
        lock (_lock)
        {
            if (_rows is null || first < _next)
            {
                _rows?.Dispose();
                (_rows, _next) = (source.Read().GetEnumerator(), 0);
            }

            var part = new List<(int Index, Item Item)>(count);
            while (part.Count < count && _rows.MoveNext())
            {
                _next++;
                if (_rows.Current.Index >= first)
                {
                    part.Add(_rows.Current);
                }
            }

            return part;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();
}
