using Roundtable.Record.Wording;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Watching;

/// <summary>The kinds of evidence of findings in the reader's language; what a finding says of each is English, as it stands on the record.</summary>
internal static class EvidenceText
{
    /// <summary>The name of a kind; as it is written where this program does not know it.</summary>
    /// <param name="kind">The kind as a report has it, such as <c>all-hours</c>.</param>
    public static string Name(string kind) => kind switch
    {
        "after-bar" => T("after bar"),
        "all-hours" => T("all hours"),
        "all-subjects" => T("all subjects"),
        "dealt-out" => T("dealt out"),
        "divided-work" => T("divided work"),
        "end-users" => T("end users"),
        "lockstep" => T("lockstep"),
        "many-styles" => T("many styles"),
        "new-release" => T("new release"),
        "round-the-clock" => T("round the clock"),
        "rubric" => T("rubric"),
        "syllabus" => T("syllabus"),
        "thinking" => T("thinking"),
        "volume" => T("volume"),
        _ => Kebab.Spaced(kind),
    };
}
