using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Annotation.Students.Teaching;

/// <summary>
/// How students did that saw one kind of input, on parts of what each tested fold's student was taught: the choice between inputs rests on these, and no text
/// that the student is tested on has a part in it.
/// </summary>
/// <param name="Inputs">What they saw.</param>
/// <param name="Cost">What an error cost them, the better of the costs that were tried.</param>
/// <param name="Agreement">How often they said what was taught.</param>
public sealed record TriedInputs(StudentInputs Inputs, double Cost, Frequency Agreement);
