namespace Roundtable.Deliberation.Questions;

/// <summary>The English function words and verbs by which the kind of a question is recognised.</summary>
internal static class QuestionVocabulary
{
    public static readonly HashSet<string> Be = Set("is are am was were isn't aren't wasn't weren't");

    public static readonly HashSet<string> Do = Set("do does did don't doesn't didn't");

    public static readonly HashSet<string> Auxiliary = Set(
        "should shall can could will would may might must has have had ought need shouldn't can't couldn't won't wouldn't mustn't hasn't haven't hadn't",
        Be, Do);

    public static readonly HashSet<string> Asking = Set("how which what where when why who whom whose what's who's where's how's when's why's");

    /// <summary>What may stand before "which": "in which region".</summary>
    public static readonly HashSet<string> Prepositions = Set("in on at by for from to with under of about since until through against into over");

    /// <summary>What may open a clause that is not the question itself: "Given the budget, which…".</summary>
    public static readonly HashSet<string> Opening =
        Set("given if since because as when while after before assuming considering suppose once", Prepositions);

    public static readonly HashSet<string> LeadIn = Set("and but so then please now ok okay well also first finally");

    public static readonly HashSet<string> Pronouns = Set("we i you they he she it one this that there these those everyone people");

    public static readonly HashSet<string> Determiners = Set("the a an our my your their his her its this that these those each every all");

    public static readonly HashSet<string> NotAlternatives =
        Set("not no so more less fewer later earlier higher lower greater any anything anyone other others even otherwise else at similar both");

    /// <summary>Where one of these comes before "or", the "or" is part of a description and offers no alternatives.</summary>
    public static readonly HashSet<string> Describing = Set("who that which if whether when where without any anyone anything every never ever no");

    public static readonly HashSet<string> Verbs = Set(
        "use choose pick adopt buy select take prefer try build rebuild write rewrite call name be hire support host deploy launch release ship run learn "
        + "teach switch move migrate stay keep have make get eat visit vote play watch read rent sell hold offer charge pay start meet invest wait stop "
        + "fix replace refactor delete leave continue join require allow ban open close raise cut postpone delay cancel patch merge split drop add "
        + "remove store");

    public static readonly HashSet<string> Particles = Set("with to in on at from into it for as");

    public static readonly HashSet<string> Tail = Set(
        "for in on at when if as by to with during this next per instead first than from today now tomorrow because since before after until");

    private static HashSet<string> Set(string words, params HashSet<string>[] others) =>
        others.SelectMany(o => o).Concat(words.Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
