package main

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

type hash = [32]byte

const maxSum = 1<<53 - 1

// amount is rows, bytes and tokens.
type amount struct{ rows, bytes, tokens int64 }

func (a amount) plus(b amount) amount {
	sum := amount{a.rows + b.rows, a.bytes + b.bytes, a.tokens + b.tokens}
	for _, n := range []int64{a.rows, a.bytes, a.tokens, b.rows, b.bytes, b.tokens, sum.rows, sum.bytes, sum.tokens} {
		if n < 0 || n > maxSum {
			fail("a sum is negative or overflows")
		}
	}
	return sum
}

func (a amount) in(unit string) int64 {
	if unit == "rows" {
		return a.rows
	}
	return a.bytes
}

// sums are amounts by class, ascending.
type sums []classAmount

type classAmount struct {
	class int64
	amount
}

func (s sums) of(class *int64) amount {
	var sum amount
	for _, c := range s {
		if class == nil || c.class == *class {
			sum = sum.plus(c.amount)
		}
	}
	return sum
}

func (s sums) before(class int64) amount {
	var sum amount
	for _, c := range s {
		if c.class < class {
			sum = sum.plus(c.amount)
		}
	}
	return sum
}

func (s sums) plus(other sums) sums {
	var all sums
	for len(s) > 0 || len(other) > 0 {
		switch {
		case len(other) == 0 || len(s) > 0 && s[0].class < other[0].class:
			all, s = append(all, s[0]), s[1:]
		case len(s) == 0 || other[0].class < s[0].class:
			all, other = append(all, other[0]), other[1:]
		default:
			all = append(all, classAmount{s[0].class, s[0].plus(other[0].amount)})
			s, other = s[1:], other[1:]
		}
	}
	return all
}

func (s sums) equal(other sums) bool {
	if len(s) != len(other) {
		return false
	}
	for i := range s {
		if s[i] != other[i] {
			return false
		}
	}
	return true
}

func (s sums) encode() []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(s)))
	for _, c := range s {
		b = binary.BigEndian.AppendUint32(b, uint32(c.class))
		for _, n := range []int64{c.rows, c.bytes, c.tokens} {
			b = binary.BigEndian.AppendUint64(b, uint64(n))
		}
	}
	return b
}

type node struct {
	hash hash
	sums sums
}

func sha(parts ...[]byte) hash {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return asHash(h.Sum(nil))
}

// sides says for each step from a leaf up to the root of a tree (RFC 6962) whether the sibling is on the right.
func sides(index, size int64) []bool {
	if index < 0 || index >= size {
		fail("a place is outside its tree")
	}
	var down []bool
	for size > 1 {
		left := int64(1) << (bits.Len64(uint64(size-1)) - 1)
		if index < left {
			down, size = append(down, true), left
		} else {
			down, index, size = append(down, false), index-left, size-left
		}
	}
	for i, j := 0, len(down)-1; i < j; i, j = i+1, j-1 {
		down[i], down[j] = down[j], down[i]
	}
	return down
}

// climb goes from a leaf to the root of a tree whose inner nodes begin with a tag.
func climb(tag byte, leaf hash, index, size int64, path []hash) hash {
	right := sides(index, size)
	if len(right) != len(path) {
		fail("a way has another length than its tree")
	}
	for i, isRight := range right {
		if isRight {
			leaf = sha([]byte{tag}, leaf[:], path[i][:])
		} else {
			leaf = sha([]byte{tag}, path[i][:], leaf[:])
		}
	}
	return leaf
}

// climbSums goes from a block to the root of the sum tree, and adds up what is left of it.
func climbSums(block node, index, size int64, path []node) (root node, before sums) {
	right := sides(index, size)
	if len(right) != len(path) {
		fail("a way has another length than its tree")
	}
	for i, isRight := range right {
		left, other := block, path[i]
		if !isRight {
			left, other = path[i], block
			before = before.plus(path[i].sums)
		}
		block = node{sha([]byte{4}, left.hash[:], left.sums.encode(), other.hash[:], other.sums.encode()), left.sums.plus(other.sums)}
	}
	return block, before
}

// roundUp keeps four significant binary digits.
func roundUp(size int64) int64 {
	dropped := bits.Len64(uint64(size)) - 4
	if dropped < 0 {
		dropped = 0
	}
	return (size + 1<<dropped - 1) >> dropped << dropped
}

func asHash(b []byte) (h hash) {
	copy(h[:], b)
	return h
}
