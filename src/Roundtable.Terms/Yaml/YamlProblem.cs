namespace Roundtable.Terms.Yaml;

/// <summary>A problem in a YAML file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Text">What is wrong and what to do, in one sentence.</param>
public sealed record YamlProblem(long Line, long Column, string Text);
