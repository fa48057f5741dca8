// The article's work in Go, as a resident server: the program's start is not in what is measured.
//
// One line of JSON in: {"variant": "channel", "numbers": [...], "workers": 2, "repeat": 1}
// One line of JSON out: {"answers": [[...], ...]} or {"error": "..."}. The first line out says who answers.
// It ends at the end of its input, also while it computes.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sync"
)

type request struct {
	Variant string `json:"variant"`
	Numbers []int  `json:"numbers"`
	Workers int    `json:"workers"`
	Repeat  int    `json:"repeat"`
}

type response struct {
	Answers [][]int `json:"answers,omitempty"`
	Error   string  `json:"error,omitempty"`
}

// divisors is the article's loop: every candidate is tried.
func divisors(number int) []int {
	var found []int
	for candidate := 1; candidate < number+1; candidate++ {
		if number%candidate == 0 {
			found = append(found, candidate)
		}
	}
	return found
}

func sequential(r request) [][]int {
	var answers [][]int
	for _, number := range r.Numbers {
		answers = append(answers, divisors(number))
	}
	return answers
}

// channel is the article's program: one goroutine computes all, an unbuffered channel, close and range.
func channel(r request) [][]int {
	c := make(chan []int)
	go func() {
		for _, number := range r.Numbers {
			c <- divisors(number)
		}
		close(c)
	}()
	var answers [][]int
	for answer := range c {
		answers = append(answers, answer)
	}
	return answers
}

func goroutinePerNumber(r request) [][]int {
	answers := make([][]int, len(r.Numbers))
	var all sync.WaitGroup
	for index, number := range r.Numbers {
		all.Add(1)
		go func(index, number int) {
			defer all.Done()
			answers[index] = divisors(number)
		}(index, number)
	}
	all.Wait()
	return answers
}

// workerPool has as many goroutines as workers, which take numbers from a channel.
func workerPool(r request) [][]int {
	answers := make([][]int, len(r.Numbers))
	todo := make(chan int)
	var all sync.WaitGroup
	for worker := 0; worker < r.Workers; worker++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for index := range todo {
				answers[index] = divisors(r.Numbers[index])
			}
		}()
	}
	for index := range r.Numbers {
		todo <- index
	}
	close(todo)
	all.Wait()
	return answers
}

// handoff hands a number over through an unbuffered channel, one after the other, and says how many arrived.
func handoff(r request) [][]int {
	c := make(chan int)
	go func() {
		for sent := 0; sent < r.Repeat; sent++ {
			c <- sent
		}
		close(c)
	}()
	arrived := 0
	for range c {
		arrived++
	}
	return [][]int{{arrived}}
}

// roundTrip hands a number over and waits for it to come back, one after the other.
func roundTrip(r request) [][]int {
	there, back := make(chan int), make(chan int)
	go func() {
		for number := range there {
			back <- number
		}
		close(back)
	}()
	arrived := 0
	for sent := 0; sent < r.Repeat; sent++ {
		there <- sent
		<-back
		arrived++
	}
	close(there)
	return [][]int{{arrived}}
}

var variants = map[string]func(request) [][]int{
	"sequential":           sequential,
	"channel":              channel,
	"goroutine-per-number": goroutinePerNumber,
	"worker-pool":          workerPool,
	"handoff":              handoff,
	"round-trip":           roundTrip,
}

func answer(line []byte) (result response) {
	defer func() {
		if failure := recover(); failure != nil {
			result = response{Error: fmt.Sprint(failure)}
		}
	}()
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		return response{Error: err.Error()}
	}
	variant, found := variants[r.Variant]
	if !found {
		return response{Error: "there is no variant " + r.Variant}
	}
	return response{Answers: variant(r)}
}

func main() {
	lines := make(chan []byte)
	go func() {
		input := bufio.NewReader(os.Stdin)
		for {
			line, err := input.ReadBytes('\n')
			if err != nil {
				os.Exit(0)
			}
			lines <- line
		}
	}()
	output := json.NewEncoder(os.Stdout)
	_ = output.Encode(map[string]string{"peer": "go", "version": runtime.Version()})
	for line := range lines {
		if err := output.Encode(answer(line)); err != nil {
			os.Exit(2)
		}
	}
}
