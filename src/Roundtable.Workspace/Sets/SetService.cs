using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rulings;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// Makes training sets of what is on the record and in corpora: ruled on row by row first, and written only then. docs/sets.md.
/// </summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class SetService(WorkspaceContext workspace)
{
    /// <summary>On how many threads rows are prepared; the set is the same whatever it is.</summary>
    internal int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 16);

    /// <summary>Makes a set.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <exception cref="WorkspaceException">
    /// When rows may not be used (<see cref="ErrorKind.Denied"/>, <see cref="ErrorKind.Unsettled"/>; the refusal is on the record), there are none, or
    /// something of the request is not accepted.
    /// </exception>
    public async Task<MadeSet> MakeAsync(SetRequest request, CancellationToken cancellation)
    {
        Check(request);
        SetBuilder.Check(request.Folder);
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var source = SetSource.Of(request.From, request.Filter);
        return await MakeAsync(request, access, source, cancellation);
    }

    /// <summary>Makes a set of a source.</summary>
    internal async Task<MadeSet> MakeAsync(SetRequest request, RegistryAccess access, SetSource source, CancellationToken cancellation)
    {
        var intent = await Intents.TodayAsync(workspace, access, request.Use, request.As, cancellation);
        var rulings = new SetRulings(access.Registry, new RowArtifacts(access.Artifacts), intent);
        var also = Also(access, request.Sources);
        var (traits, lineages, sources, marks) = (new SetTraits(), new List<RuledLineage>(), new List<UInt128>(), new SourceMarks());
        var shape = SetFormats.Shape(request.Format);
        var leftOut = new SortedDictionary<string, long>(StringComparer.Ordinal);

        // First reading: everything is ruled on, and nothing written.
        var reading = new SetReading(workspace, access, shape, row =>
        {
            var before = lineages.Count;
            foreach (var content in SetFormats.Fit(row.Content, shape))
            {
                lineages.Add(rulings.Rule(also.Count == 0 ? row.Sources : [.. row.Sources, .. also], lineages.Count + 1, cancellation));
                sources.Add(marks.Of(row.Sources));
                traits.Add(content);
            }

            if (lineages.Count == before)
            {
                leftOut["another-shape"] = leftOut.GetValueOrDefault("another-shape") + 1;
            }
        }, cancellation);
        await Task.Run(() => source.Read(reading), cancellation);
        foreach (var (reason, rows) in reading.Skipped)
        {
            leftOut[reason] = rows;
        }

        if (lineages.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, Nothing(source, request, leftOut));
        }

        var remaining = rulings.Remaining();
        var (whole, json) = await SettleAsync(request, rulings, remaining, cancellation);
        var isWhole = rulings.Rows.Rows == remaining.Sum(g => g.Rows);
        foreach (var group in isWhole ? [] : rulings.Rows.Groups.Where(g => !remaining.Contains(g)))
        {
            var reason = group.Ruling.IsAllowed ? "conflicting-conditions" : Kebab.Name(group.Ruling.Outcome);
            leftOut[reason] = leftOut.GetValueOrDefault(reason) + group.Rows;
        }

        var questions = await SetComparison.FindAsync(workspace, access, request, shape, source, n => remaining.Contains(lineages[n].Group), cancellation);
        using var builder = new SetBuilder(workspace, access, request.Folder, Context(request, source));
        var record = new SetRecord(access);
        var extension = request.Parquet ? SetPart.ParquetExtension : SetPart.LinesExtension;
        using var writer = new SetWriter(builder.Work, builder.Key, extension);
        var formatter = SetFormats.Formatter(request.Format, request.Standard, traits);
        using (var pipeline = new SetPipeline(
            writer, record, () => new SetWorker(request, questions.Questions, formatter, builder.Key), Threads, leftOut))
        {
            var ruled = (lineages, sources, marks, remaining, also, questions);
            await Task.Run(() => Write(shape, access, source, ruled, pipeline, cancellation), cancellation);
        }

        var parts = writer.Complete();
        if (parts.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, Nothing(source, request, leftOut));
        }

        var id = SetBuilder.Name(request.Name, request.Folder, writer.Root);
        var manifest = new SetManifest(
            id.Brief,
            Kebab.Name(request.Format) + (request.Standard ? " (standard)" : ""),
            source.Title,
            intent.Use,
            intent.On,
            intent.As,
            whole.Outcome,
            new JsonArray([.. whole.Conditions.Select(c => (JsonNode)EntryWriter.Condition(c))]),
            writer.Root,
            writer.Sums,
            [],
            leftOut,
            0);
        return await builder.CompleteAsync(
            id,
            manifest,
            parts,
            (whole, json),
            record,
            extension,
            TrainingFiles.Of(request.Format, request.Standard, id.Name.Replace('/', '_'), traits, [.. SetLicence.Parts(parts)], extension),
            cancellation);
    }

    /// <summary>The ruling on what remains; where rows are refused, or nothing remains, the refusal goes on the record and there is no set.</summary>
    private async Task<(Ruling Whole, JsonObject Json)> SettleAsync(
        SetRequest request, SetRulings rulings, IReadOnlySet<RowGroup> remaining, CancellationToken cancellation)
    {
        var id = $"set:{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder)))}";
        var left = rulings.Rows.Rows - remaining.Sum(g => g.Rows);
        var isRefused = remaining.Count == 0 || (left > 0 && !request.OnlyAllowed);
        var whole = rulings.Whole(isRefused ? rulings.Rows.Groups : remaining, id, "the training set", cancellation);
        var json = RulingWriter.Json(whole);
        json["rows"] = rulings.Rows.Rows;
        json["remaining"] = isRefused ? 0 : remaining.Sum(g => g.Rows);
        if (!isRefused && whole.IsAllowed)
        {
            return (whole, json);
        }

        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var leaf = await SetRecord.AppendRulingAsync(log, whole, json, workspace.Time, cancellation);
        throw new WorkspaceException(
            rulings.Rows.Groups.Any(g => g.Ruling.Outcome == Outcome.Denied) || rulings.Rows.Conflicts.Count > 0 ? ErrorKind.Denied : ErrorKind.Unsettled,
            Refusal(request, rulings, remaining, left, leaf));
    }

    private static string Refusal(SetRequest request, SetRulings rulings, IReadOnlySet<RowGroup> remaining, long left, long leaf)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"Nothing was written: {Kebab.Name(request.Use)} is not allowed for {left:N0} of {rulings.Rows.Rows:N0} rows.\n");
        var refused = rulings.Rows.Groups.Where(g => !g.Ruling.IsAllowed);
        foreach (var group in refused.OrderByDescending(g => g.Ruling.Outcome).ThenByDescending(g => g.Rows).Take(8))
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  {group.Rows:N0} rows, {RulingText.Answer(group.Ruling.Outcome)}: {RulingReason.Of(group.Ruling)}\n");
        }

        foreach (var conflict in rulings.Rows.Conflicts)
        {
            text.Append("  Two conditions cannot both be kept: ").Append(conflict.Why).Append(".\n");
        }

        var rest = remaining.Sum(g => g.Rows);
        return text.Append(rest == 0 ? "Nothing remains." : string.Create(CultureInfo.InvariantCulture, $"{rest:N0} rows remain with --only-allowed."))
            .Append(CultureInfo.InvariantCulture, $" The refusal is on the record as leaf {leaf}.").ToString();
    }

    /// <summary>Second reading: the rows that remain are looked through and written.</summary>
    private void Write(
        SetShape shape,
        RegistryAccess access,
        SetSource source,
        (List<RuledLineage> Lineages, List<UInt128> Sources, SourceMarks Marks, IReadOnlySet<RowGroup> Remaining, IReadOnlyList<LineageEdge> Also,
            SetComparison Comparison) ruled,
        SetPipeline pipeline,
        CancellationToken cancellation)
    {
        var number = 0;
        source.Read(new SetReading(workspace, access, shape, row =>
        {
            var mark = ruled.Marks.Of(row.Sources);
            var whole = ruled.Also.Count == 0 ? row : row with { Sources = [.. row.Sources, .. ruled.Also] };
            foreach (var content in SetFormats.Fit(row.Content, shape))
            {
                // A row that was not there at the first reading, or came from something else, was not ruled on.
                if (number == ruled.Lineages.Count || ruled.Sources[number] != mark)
                {
                    throw new WorkspaceException(ErrorKind.InUse, $"{source.Title} changed while the set was made: make it again.");
                }

                var lineage = ruled.Lineages[number];
                if (ruled.Remaining.Contains(lineage.Group))
                {
                    if (ruled.Comparison.Reason(number) is { } reason)
                    {
                        pipeline.LeaveOut(reason);
                    }
                    else
                    {
                        pipeline.Add(whole, content, lineage);
                    }
                }

                number++;
            }
        }, cancellation));
        if (number != ruled.Lineages.Count)
        {
            throw new WorkspaceException(ErrorKind.InUse, $"{source.Title} changed while the set was made: make it again.");
        }

        pipeline.Complete();
    }

    /// <summary>What <c>--source</c> names, as what every row also came from.</summary>
    /// <exception cref="WorkspaceException">When the registry has no one dataset or model of a name.</exception>
    internal static List<LineageEdge> Also(RegistryAccess access, IReadOnlyList<string> sources) =>
    [
        .. sources.Select(s => access.Registry.Meant(EntryReference.TryParse(s) ?? new EntryReference(null, "", null)) is { Count: 1 } meant
                && meant[0].Entry is DatasetEntry or ModelEntry
            ? new LineageEdge(EdgeKind.MadeWith, meant[0].Entry.Id.ToString(), true)
            : throw new WorkspaceException(
                ErrorKind.NotFound, $"The registry has no one dataset or model '{Neutralise.Line(s)}': 'roundtable registry list' shows what there is.")),
    ];

    private static void Check(SetRequest request)
    {
        if (request.Standard && !SetFormats.HasStandard(request.Format))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--standard: {Kebab.Name(request.Format)} has one form only.");
        }

        if (request.Parquet && !SetFormats.IsTable(request.Format))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--parquet: those who take {Kebab.Name(request.Format)} take JSON Lines only, and its rows differ in their members.");
        }

        if (request.Mask.Overlaps(request.Keep))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "The same is to be masked and kept: give --mask or --keep.");
        }
    }

    private static string Context(SetRequest request, SetSource source) => string.Join(
        '\n', Kebab.Name(request.Format), request.Standard, Kebab.Name(request.Use), source.Title, request.Split);

    private static string Nothing(SetSource source, SetRequest request, SortedDictionary<string, long> leftOut)
    {
        var counts = leftOut.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value:N0}"));
        var why = leftOut.Count == 0 ? "" : $" Left out: {string.Join(", ", counts)}.";
        return $"There is nothing in {Neutralise.Line(source.Title)} to make a row of {Kebab.Name(request.Format)} of.{why}";
    }
}
