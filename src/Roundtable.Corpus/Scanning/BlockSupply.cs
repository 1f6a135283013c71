using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Scanning;

/// <summary>
/// Hands the blocks that are still to be labelled to any number of threads. Seekable files are read by the thread that asks; packed
/// files are unpacked here, by one thread at a time.
/// </summary>
internal sealed class BlockSupply(ScanPlan plan, Digest fingerprint, WorkFolder work, Shard shard) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SeekableLines> _opened = [];
    private int _file = -1;
    private int _next;
    private SeekableLines? _lines;
    private StreamedBlocks? _stream;
    private Stream? _packed;
    private Stream? _unpacked;
    private long _passed;

    /// <summary>The number of bytes of this shard's files that were handed out or skipped.</summary>
    public long Passed
    {
        get
        {
            lock (_lock)
            {
                return _passed + (_packed is { CanRead: true } packed ? packed.Position : 0);
            }
        }
    }

    /// <summary>The next block; null when all were handed out.</summary>
    /// <param name="rent">Provides a buffer of at least the requested size, for the block of a packed file.</param>
    public BlockJob? Next(Func<int, byte[]> rent)
    {
        lock (_lock)
        {
            while (true)
            {
                if ((_lines is not null ? NextSeekable() : _stream is not null ? NextStreamed(rent) : null) is { } job)
                {
                    return job;
                }

                if (!OpenNext())
                {
                    return null;
                }
            }
        }
    }

    public void Dispose()
    {
        Close();
        foreach (var lines in _opened)
        {
            lines.Dispose();
        }
    }

    private bool OpenNext()
    {
        Close();
        while (++_file < plan.Files.Count)
        {
            var file = plan.Files[_file];
            _next = 0;
            if (file.IsSeekable)
            {
                _lines = new SeekableLines(file.File.OpenContent(), plan.Settings.Sizes);
                _opened.Add(_lines);
                return true;
            }

            if (!shard.Has(_file))
            {
                continue;
            }

            if (work.IsComplete(_file, fingerprint))
            {
                _passed += file.File.Length;
                continue;
            }

            _unpacked = file.File.Open(out _packed);
            _stream = new StreamedBlocks(_unpacked, file.Rows.Boundaries, plan.Settings.Sizes);
            return true;
        }

        return false;
    }

    private BlockJob? NextSeekable()
    {
        for (; _next < _lines!.Count; _next++)
        {
            if (!shard.Has(_file + _next))
            {
                continue;
            }

            _passed += plan.Settings.Sizes.Stretch(_next, plan.Files[_file].File.Length);
            if (!work.Has(new BlockId(fingerprint, _file, _next)))
            {
                var (lines, index) = (_lines, _next++);
                return new BlockJob(_file, index, rent => lines.Read(index, rent));
            }
        }

        _lines = null;
        return null;
    }

    private BlockJob? NextStreamed(Func<int, byte[]> rent)
    {
        while (_stream!.Next(rent) is { } block)
        {
            _next = block.Index + 1;
            if (!work.Has(new BlockId(fingerprint, _file, block.Index)))
            {
                return new BlockJob(_file, block.Index, _ => block);
            }
        }

        work.MarkEnd(_file, _next, fingerprint);
        return null;
    }

    private void Close()
    {
        if (_unpacked is not null)
        {
            _passed += plan.Files[_file].File.Length;
            _unpacked.Dispose();
        }

        (_lines, _stream, _packed, _unpacked) = (null, null, null, null);
    }
}
