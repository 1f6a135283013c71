using System.Globalization;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using static System.FormattableString;

namespace Roundtable.Disclosure.Forms;

/// <summary>What is on record about the items of forms. Each figure says where it comes from; nothing is concluded from what is missing.</summary>
internal static class FormFigures
{
    private const int MaxListed = 50;
    private const int MaxFields = 20;
    private const double Billion = 1e9;
    private const double TenTrillion = 1e13;

    public static IEnumerable<FormFigure> Day(FormFacts facts) =>
        [new(facts.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), FormSources.Of(facts.Subject))];

    public static IEnumerable<FormFigure> Name(FormFacts facts)
    {
        var entry = facts.Subject.Entry;
        return [new(
            entry.Title is { } title ? $"{title} ({entry.Id.Name}, version {entry.Id.Version})" : $"{entry.Id.Name}, version {entry.Id.Version}",
            FormSources.Of(facts.Subject))];
    }

    public static IEnumerable<FormFigure> Owner(FormFacts facts) => facts.Owner is { Entry: OrganisationEntry owner } registered
        ? [new($"{owner.Title ?? owner.Id.Name}{(owner.Region is { } region ? $", {region}" : "")}", FormSources.Of(registered))]
        : facts.Subject.Entry.Owner is { } name ? [new($"{name}, who is not registered", FormSources.Of(facts.Subject))] : [];

    public static IEnumerable<FormFigure> TextSize(FormFacts facts)
    {
        foreach (var (report, leaf) in facts.Scans)
        {
            var source = FormSources.Of(report, leaf);
            var sampled = report.Sample < 1 ? " in a sample of the rows" : "";
            yield return report.Tokens is { } tokens
                ? new(Invariant($"{tokens.Total:N0} tokens ({report.Encoding}){sampled}{Range(report.Sample < 1, tokens.Total)}"), source)
                {
                    IsPartial = report.Sample < 1,
                }
                : new(Invariant($"{report.Words:N0} words, {report.Bytes:N0} bytes of text{sampled}; tokens were not counted"), source) { IsPartial = true };
        }
    }

    public static IEnumerable<FormFigure> Rows(FormFacts facts) =>
    [
        .. facts.Scans.Select(s => new FormFigure(Number(s.Report.Rows, "row"), FormSources.Of(s.Report, s.Leaf))),
        .. facts.Sets.Select(s => new FormFigure($"{Number(s.Rows, "row")} in {s.Name}", FormSources.Of(s))),
        .. facts.Datasets.Where(d => ((DatasetEntry)d.Entry).Rows is not null)
            .Select(d => new FormFigure($"{Number(((DatasetEntry)d.Entry).Rows!.Value, "row")} in {d.Entry.Id.Name}, as its entry says", FormSources.Of(d))),
    ];

    public static IEnumerable<FormFigure> Shapes(FormFacts facts) => facts.Scans.SelectMany(s => s.Report.Files.GroupBy(f => f.Shape, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new FormFigure(
            $"{Number(g.Sum(f => f.Rows), "row")} of the shape '{g.Key}', with the fields "
                + string.Join(", ", g.SelectMany(f => f.Fields).Select(f => f.Name).Distinct(StringComparer.Ordinal).Take(MaxFields)),
            FormSources.Of(s.Report, s.Leaf))));

    public static IEnumerable<FormFigure> Languages(FormFacts facts) => facts.Scans.Where(s => s.Report.Languages is { Count: > 0 })
        .Select(s => new FormFigure(FormSources.Shares(s.Report.Languages!), FormSources.Of(s.Report, s.Leaf)));

    public static IEnumerable<FormFigure> Origins(FormFacts facts) =>
    [
        .. facts.Scans.Select(s => new FormFigure(
            $"{FormSources.Shares(s.Report.Origins)}, by {Percent(s.Report.Read)} of the text that was read", FormSources.Of(s.Report, s.Leaf))),
        .. facts.Sets.Select(s => new FormFigure($"{s.Name}: {FormSources.Counts(s.Origins)}", FormSources.Of(s))),
        .. facts.Datasets.Where(d => ((DatasetEntry)d.Entry).Origin != Origin.Unknown)
            .Select(d => new FormFigure($"{d.Entry.Id.Name} is {Kebab.Name(((DatasetEntry)d.Entry).Origin)}, as its entry says", FormSources.Of(d))),
    ];

    public static IEnumerable<FormFigure> Obtained(FormFacts facts)
    {
        var dated = facts.Sources.Where(s => s.Edge.On is not null).ToList();
        if (dated.Count == 0)
        {
            yield break;
        }

        var (first, last) = (dated.MinBy(s => s.Edge.On)!, dated.MaxBy(s => s.Edge.On)!);
        var undated = facts.Sources.Count - dated.Count;
        var rest = undated == 0 ? "" : $"; of {Number(undated, "source")} no day is on record";
        yield return new(
            Invariant($"the latest: {last.Edge.From.Brief} on {last.Edge.On:yyyy-MM-dd}{rest}"), FormSources.By(facts, last))
        {
            IsPartial = undated > 0,
        };
        yield return new(
            Invariant($"the earliest: {first.Edge.From.Brief} on {first.Edge.On:yyyy-MM-dd}"), FormSources.By(facts, first))
        {
            IsPartial = undated > 0,
        };
    }

    /// <summary>What a model itself came from, other than data.</summary>
    public static IEnumerable<FormFigure> Dependencies(FormFacts facts) => facts.Sources
        .Where(s => s.By.Kind == EntryKind.Model && (s.Edge.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom or EdgeKind.TaughtBy))
        .Take(MaxListed)
        .Select(s => new FormFigure($"{s.By.Name}: {Kebab.Name(s.Edge.Kind).Replace('-', ' ')} {Called(s)}", FormSources.By(facts, s)));

    /// <summary>Datasets under a licence with which they were published to everybody. That of others nobody knows whether they are public.</summary>
    public static IEnumerable<FormFigure> PublicDatasets(FormFacts facts) => FormSources.Published(facts)
        .Select(d => new FormFigure(
            $"{d.Entry.Id.Name}, version {d.Entry.Id.Version}, under {FormSources.LicencesOf(d)}", FormSources.Of(d))
        {
            ShowsYes = true,
        });

    public static IEnumerable<FormFigure> DatasetOwners(FormFacts facts) =>
    [
        .. facts.Datasets.Take(MaxListed).Select(d => new FormFigure(
            $"{d.Entry.Id.Name}, version {d.Entry.Id.Version}: {d.Entry.Owner ?? "owner not known"}", FormSources.Of(d))),
        .. FormSources.Unregistered(facts).Take(MaxListed),
    ];

    /// <summary>Datasets and sources that no section is known to be the right one for.</summary>
    public static IEnumerable<FormFigure> Unassigned(FormFacts facts) =>
    [
        .. facts.Datasets.Except(FormSources.Published(facts)).Where(d => d != facts.Subject).Take(MaxListed)
            .Select(d => new FormFigure(
                $"{d.Entry.Id.Name}, version {d.Entry.Id.Version}: whether it is public, licensed or the provider's own is not on record",
                FormSources.Of(d))),
        .. FormSources.Unregistered(facts).Take(MaxListed),
    ];

    public static IEnumerable<FormFigure> Licences(FormFacts facts) =>
    [
        .. facts.Datasets.Where(d => FormSources.LicencesOf(d).Length > 0).Take(MaxListed)
            .Select(d => new FormFigure($"{d.Entry.Id.Name}: {FormSources.LicencesOf(d)}, as its entry says", FormSources.Of(d))),
        .. facts.Scans.Where(s => s.Report.Licences.Count > 0).Select(s => new FormFigure(
            FormSources.Shares(s.Report.Licences), FormSources.Of(s.Report, s.Leaf))),
        .. facts.Sets.Where(s => s.Terms.Count > 0).Select(s => new FormFigure($"{s.Name}: {FormSources.Counts(s.Terms)}", FormSources.Of(s))),
    ];

    public static IEnumerable<FormFigure> WebArchives(FormFacts facts) => facts.Scans
        .Select(s => (s.Report, s.Leaf, Files: s.Report.Files.Count(f => f.Format == FileFormat.Warc)))
        .Where(s => s.Files > 0)
        .Select(s => new FormFigure(
            $"{Number(s.Files, "file")} of web archives (WARC) were read; by whom they were crawled is not on record", FormSources.Of(s.Report, s.Leaf)));

    /// <summary>Synthetic data. Rows that are synthetic may have been made by others; what a dataset of the owner's own declares was not.</summary>
    public static IEnumerable<FormFigure> Synthetic(FormFacts facts)
    {
        var owner = facts.Subject.Entry.Owner;
        foreach (var source in facts.Sources.Where(FormSources.Writes).DistinctBy(s => (s.By, s.Edge.From)).Take(MaxListed))
        {
            var own = owner is not null && (FormSources.EntryOf(facts, source.By)?.Entry.Owner ?? "") == owner;
            yield return new(
                $"{source.By.Name} is {Kebab.Name(source.Edge.Kind).Replace('-', ' ')} {Called(source)}", FormSources.By(facts, source))
            {
                ShowsYes = own,
            };
        }

        foreach (var set in facts.Sets.Where(s => s.Models.Count > 0))
        {
            yield return new($"{set.Name} was made of what models answered: {FormSources.Counts(set.Origins)}", FormSources.Of(set)) { ShowsYes = true };
        }

        foreach (var (report, leaf) in facts.Scans)
        {
            foreach (var share in report.Origins.Where(o => o.Name is "synthetic" or "mixed" && o.Rows > 0))
            {
                yield return new(
                    $"{Number(share.Rows, "row")} ({Percent(share.Share)}) {(share.Rows == 1 ? "is" : "are")} {share.Name}; "
                        + "by whom they were made is not on record",
                    FormSources.Of(report, leaf));
            }
        }
    }

    public static IEnumerable<FormFigure> SyntheticModality(FormFacts facts) => Synthetic(facts).Any()
        ? Synthetic(facts).Take(1).Select(f => f with { Text = "text; scans read nothing else", ShowsYes = false }) : [];

    public static IEnumerable<FormFigure> OfferedModels(FormFacts facts) => FormSources.Writers(facts, offered: true);

    public static IEnumerable<FormFigure> OtherModels(FormFacts facts) => FormSources.Writers(facts, offered: false);

    public static IEnumerable<FormFigure> PersonalData(FormFacts facts)
    {
        foreach (var (report, leaf) in facts.Scans.Where(s => s.Report.Sensitive is not null))
        {
            var found = report.Sensitive!.Where(s => s.Count > 0).ToList();
            var personal = found.Where(s => !s.Kind.IsSecret()).Sum(s => s.Count);
            yield return new(
                found.Count == 0
                    ? $"no keys and no personal data were found by their formats in {Percent(report.Read)} of the text; names and addresses are not looked for"
                    : $"found by their formats: {string.Join(", ", found.Select(s => $"{s.Name} {s.Count.ToString(
                        "N0", CultureInfo.InvariantCulture)}"))}; names and addresses are not looked for",
                FormSources.Of(report, leaf))
            {
                ShowsYes = personal > 0,
            };
        }
    }

    public static IEnumerable<FormFigure> Processing(FormFacts facts)
    {
        foreach (var (report, leaf) in facts.Scans)
        {
            var source = FormSources.Of(report, leaf);
            if (report.Repeats is { } repeats)
            {
                yield return new(
                    Invariant($"{repeats.Equal:N0} rows equal to others and {repeats.Near:N0} near to others were found"),
                    source);
            }

            if (report.Rejected.Sum(r => r.Rows) is > 0 and var rejected)
            {
                yield return new($"{Number(rejected, "row")} could not be read", source);
            }
        }
    }

    public static IEnumerable<FormFigure> Checks(FormFacts facts)
    {
        foreach (var (corpus, leaf, on, audits) in facts.Commitments)
        {
            var source = new FigureSource("commitment", corpus.Root.Hash.ToString(), leaf);
            yield return new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{corpus.Name}: every one of {corpus.Rows:N0} rows was committed to on {on:yyyy-MM-dd}, and can be audited"),
                source);
            foreach (var (text, at) in audits)
            {
                yield return new(text, new FigureSource("audit", corpus.Root.Hash.ToString(), at));
            }
        }
    }

    /// <summary>Figures that help whoever answers, and are no answer.</summary>
    public static IEnumerable<FormFigure> Hints(IEnumerable<FormFigure> figures) => figures.Select(f => f with { IsPartial = true });

    private static string Called(DeclaredSource source) =>
        source.Edge.From.IsUnknown ? source.Edge.Named ?? "a source that nobody named" : source.Edge.From.Brief;

    private static string Range(bool sampled, long tokens) => sampled ? ""
        : tokens < Billion ? ": less than 1 billion tokens" : tokens <= TenTrillion ? ": 1 billion to 10 trillion tokens" : ": more than 10 trillion tokens";

    private static string Number(long number, string what) => Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static string Percent(double share) => Invariant($"{100 * share:0.##} %");
}
