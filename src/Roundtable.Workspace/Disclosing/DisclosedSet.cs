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

    private void Read(Func<long, bool> wanted, DisclosedRow seen, CancellationToken cancellation)
    {
        Dictionary<string, IEnumerator<ReadOnlyMemory<byte>>> parts = new(StringComparer.Ordinal);
        try
        {
            foreach (var file in _manifest.Files.Where(f => f.Rows is not null))
            {
                parts.Add(file.Name, SetLines.Read(Path.Combine(_folder, file.Name)).GetEnumerator());
            }

            long number = 0;
            foreach (var line in SetLines.Read(Path.Combine(_folder, SetFiles.Rows)))
            {
                cancellation.ThrowIfCancellationRequested();
                var row = SetRowLine.Read(line.Span);
                if (!parts.TryGetValue(row.File, out var part) || !part.MoveNext() || Digest.Of(part.Current.Span) != row.Digest)
                {
                    throw new FormatException(FormattableString.Invariant($"row {number + 1} is not the one that {SetFiles.Rows} names"));
                }

                if (wanted(number))
                {
                    byte[] content = [.. line.Span, (byte)'\n', .. part.Current.Span];
                    seen(number, ClassOf(row), content, 0);
                }

                number++;
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
                part.Dispose();
            }
        }
    }
}
