using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Disclosing;

/// <summary>The rows of a training set. A row's content is what stands beside it, a line feed, and the row itself.</summary>
internal sealed class DisclosedSet : DisclosedSource
{
    private readonly string _folder;
    private readonly SetManifest _manifest;

    public DisclosedSet(string folder)
    {
        try
        {
            (_folder, _manifest) = (folder, SetManifest.Read(File.ReadAllBytes(Path.Combine(folder, SetFiles.Manifest))));
        }
        catch (FormatException e)
        {
            throw Damaged(folder, e);
        }
    }

    public override string Kind => "set";

    public override string Name => _manifest.Name;

    public override Digest Root => _manifest.Root;

    public override string? Tokens => null;

    /// <summary>The class of a row of a set.</summary>
    public static RowClass ClassOf(SetRowLine row) => RowClass.Of(row.Origin, row.Models, row.Terms);

    /// <summary>The two parts of a row's content: what stands beside it, which says what it is, and the row.</summary>
    /// <exception cref="FormatException">When they do not belong together.</exception>
    public static (SetRowLine Beside, byte[] Row) Parse(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        var beside = SetRowLine.Read(content[..Math.Max(0, end)]);
        var row = content[(end + 1)..];
        return Digest.Of(row) == beside.Digest ? (beside, row.ToArray()) : throw new FormatException("what stands beside the row is of another one");
    }

    public override Task ReadAsync(Func<long, bool> wanted, DisclosedRow seen, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                Read(wanted, seen, cancellation);
            }
            catch (Exception e) when (e is FormatException or FileNotFoundException)
            {
                throw Damaged(_folder, e);
            }
        },
        cancellation);

    private static WorkspaceException Damaged(string folder, Exception e) => new(
        ErrorKind.BadData, $"{Neutralise.Line(folder)}: {Neutralise.Line(e.Message.TrimEnd('.'))}. 'roundtable set verify' says what else is wrong.", e);

    public override byte[] ReadPart(PlacedPart part)
    {
        using var file = File.OpenHandle(Path.Combine(_folder, part.File == 0 ? SetFiles.Rows : Parts[part.File - 1].Name));
        var bytes = new byte[part.Length];
        return RandomAccess.Read(file, bytes, part.Offset) == part.Length ? bytes : [];
    }

    /// <summary>The files with rows, in the order of the manifest.</summary>
    private SetFile[] Parts => [.. _manifest.Files.Where(f => f.Rows is not null)];

    private void Read(Func<long, bool> wanted, DisclosedRow seen, CancellationToken cancellation)
    {
        Dictionary<string, PartReader> parts = new(StringComparer.Ordinal);
        try
        {
            foreach (var file in Parts)
            {
                parts.Add(file.Name, new PartReader(parts.Count + 1, SetPart.Read(Path.Combine(_folder, file.Name)).GetEnumerator()));
            }

            var (number, at) = (0L, 0L);
            foreach (var line in SetLines.Read(Path.Combine(_folder, SetFiles.Rows)))
            {
                cancellation.ThrowIfCancellationRequested();
                var row = SetRowLine.Read(line.Span);
                if (!parts.TryGetValue(row.File, out var part) || !part.Rows.MoveNext() || Digest.Of(part.Rows.Current.Span) != row.Digest)
                {
                    throw new FormatException(FormattableString.Invariant($"row {number + 1} is not the one that {SetFiles.Rows} names"));
                }

                var written = part.Rows.Current.Span;
                if (wanted(number))
                {
                    byte[] content = [.. line.Span, (byte)'\n', .. written];
                    ReadOnlySpan<PlacedPart> places = row.File.EndsWith(SetPart.LinesExtension, StringComparison.Ordinal)
                        ? [new PlacedPart(0, at, line.Length), new PlacedPart(part.Number, part.At, written.Length)]
                        : [];
                    seen(number, ClassOf(row), content, 0, places);
                }

                number++;
                at += line.Length + 1;
                part.At += written.Length + 1;
            }

            if (number != _manifest.Rows)
            {
                throw new FormatException($"{SetFiles.Rows} has another number of rows than the manifest");
            }
        }
        finally
        {
            foreach (var part in parts.Values)
            {
                part.Rows.Dispose();
            }
        }
    }

    private sealed class PartReader(int number, IEnumerator<ReadOnlyMemory<byte>> rows)
    {
        public int Number => number;

        public IEnumerator<ReadOnlyMemory<byte>> Rows => rows;

        /// <summary>Where the next row begins in a file of lines.</summary>
        public long At { get; set; }
    }
}
