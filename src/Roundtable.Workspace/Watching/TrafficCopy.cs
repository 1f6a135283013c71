using System.IO.MemoryMappedFiles;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Watching.Traffic;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// Traffic that is read once from where it is, and from then on from a file that only this process sees and that is gone with it. Rules look at traffic several
/// times, and an exchange of a log costs several reads of it: in a database several queries. It has features of prompts and no words.
/// </summary>
internal sealed class TrafficCopy : TrafficSource, IDisposable
{
    private readonly TrafficSource _source;
    private readonly FileStream _file;
    private readonly long _count;

    /// <summary>Reads traffic.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="isWanted">Which of it, as in <see cref="TrafficSource.Read(long, Func{string?, DateTimeOffset, long, bool}, CancellationToken)"/>.</param>
    /// <param name="directory">A directory on the disk that the copy takes space of: some ten bytes a word of a prompt, at most 4 kB a prompt.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When it cannot be read, or there is no space for it.</exception>
    public TrafficCopy(TrafficSource source, Func<string?, DateTimeOffset, long, bool> isWanted, string directory, CancellationToken cancellation)
    {
        _source = source;
        try
        {
            _file = PrivateFiles.CreateTemporary(directory);
            try
            {
                using var to = new BinaryWriter(new BufferedStream(_file, 1 << 16), System.Text.Encoding.UTF8, leaveOpen: true);
                foreach (var entry in source.Read(-1, isWanted, cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    TrafficBytes.Write(to, entry);
                    _count++;
                }

                to.Flush();
            }
            catch
            {
                _file.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"What is watched cannot be copied to {Neutralise.Line(directory)} for later readings: {e.Message}", e);
        }

        Unread = source.Unread;
    }

    /// <inheritdoc/>
    public override IEnumerable<TrafficEntry> Read(long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation) =>
        Entries().SkipWhile(e => e.Position <= after).Where(e => isWanted(e.Caller, e.Time, e.Position));

    /// <inheritdoc/>
    public override long Middle(DateTimeOffset? until, CancellationToken cancellation)
    {
        bool IsBefore(TrafficEntry entry) => until is null || entry.Time < until;
        var half = Entries().LongCount(IsBefore) / 2;
        return half == 0 ? -1 : Entries().Where(IsBefore).ElementAt((int)Math.Min(int.MaxValue, half - 1)).Position;
    }

    /// <inheritdoc/>
    public override string? Prompt(long position, CancellationToken cancellation) => _source.Prompt(position, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private IEnumerable<TrafficEntry> Entries()
    {
        if (_count == 0)
        {
            yield break;
        }

        using var file = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        using var from = new BinaryReader(new BufferedStream(file.CreateViewStream(0, 0, MemoryMappedFileAccess.Read), 1 << 16));
        for (var left = _count; left > 0; left--)
        {
            yield return TrafficBytes.Read(from);
        }
    }
}
